import type { StoredCall } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { vocabulary } from '../vocabulary/texts.ts';

type TurnFacts = NonNullable<StoredCall['facts']>['turns'][number];

/** Who is on the line at a turn and how far identity is checked; told in words where it changes. */
export function PartyBand({
  facts,
  before,
}: {
  facts: TurnFacts | undefined;
  before: TurnFacts | undefined;
}) {
  const words = useTexts(vocabulary);
  if (facts === undefined) return <span className="band" />;
  const changed = before?.party !== facts.party || before.identity !== facts.identity;
  const safe = facts.identity === 'confirmed' && facts.party !== 'third_party' ? 'band--safe' : '';
  const said = `${words(`party.${facts.party}`)} · ${words(`identity.${facts.identity}`)}`;
  return (
    <span className={`band band--${facts.party} ${safe}`} title={said}>
      {changed ? (
        <span className="band__text">
          <strong>{words(`party.${facts.party}`)}</strong>
          <br />
          {words(`identity.${facts.identity}`)}
        </span>
      ) : null}
    </span>
  );
}
