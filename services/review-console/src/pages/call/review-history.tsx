import type { Review } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { vocabulary } from '../../vocabulary/texts.ts';
import { callTexts } from './texts.ts';

/** Who decided what, oldest first. */
export function ReviewHistory({ history }: { history: Review['history'] }) {
  const t = useTexts(callTexts);
  const words = useTexts(vocabulary);
  const format = useFormat();
  if (history.length === 0) return null;
  return (
    <div className="finding__body">
      <div>
        <h3>{t('history')}</h3>
        <ul>
          {history.map(({ id, verdict, comment, actor, at }) => (
            <li key={id}>
              {verdict === undefined ? t('reopened') : words(`verdict.${verdict}`)}{' '}
              <span className="soft">{t('history.by', { who: actor.id, when: format.instant(at) })}</span>
              {comment ? <div>{comment}</div> : null}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
