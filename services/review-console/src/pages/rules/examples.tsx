import type { RuleView } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { vocabulary } from '../../vocabulary/texts.ts';
import { rulesTexts } from './texts.ts';

type Kind = keyof RuleView['examples'];
type Example = RuleView['examples'][Kind][number];

/** [[…]] marks what the rule must find. */
function Marked({ text }: { text: string }) {
  return text.split(/(\[\[.*?\]\])/).map((piece, index) =>
    piece.startsWith('[[') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
      <mark key={index}>{piece.slice(2, -2)}</mark>
    ) : (
      piece
    ),
  );
}

export function Examples({ kind, examples }: { kind: Kind; examples: readonly Example[] }) {
  const t = useTexts(rulesTexts);
  const words = useTexts(vocabulary);
  if (examples.length === 0) return null;
  const speaker = (voice: string): string =>
    voice === 'collector' || voice === 'debtor' || voice === 'third_party'
      ? words(`speaker.${voice}`)
      : voice === 'guarantor' || voice === 'co_borrower' || voice === 'voicemail'
        ? words(`party.${voice}`)
        : voice;
  return (
    <section>
      <h3>{t(kind)}</h3>
      {examples.map((example) => (
        <div key={JSON.stringify(example)} className={`example example--${kind}`}>
          {example.facts ? <pre>{example.facts}</pre> : null}
          {example.turns.map(({ speaker: voice, text }) => (
            <p key={`${voice}${text}`}>
              {example.turns.length > 1 ? <span className="soft">{speaker(voice)}：</span> : null}
              <Marked text={text} />
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}
