import { useTexts } from '../i18n/use-texts.ts';
import { useFormat } from '../shared/format.ts';
import { chosen, toggled } from './call-filter.ts';
import './facet-panel.css';
import { facetTexts } from './texts.ts';
import { useValueName } from './use-value-name.ts';

export interface FacetGroup {
  readonly field: FacetField;
  readonly values: readonly { readonly value: string; readonly calls: number }[];
}

export type FacetField =
  | 'severity'
  | 'category'
  | 'outcome'
  | 'reviewState'
  | 'lane'
  | 'agency'
  | 'collector'
  | 'language'
  | 'rule';

const SHOWN = 8;

interface FacetPanelProps {
  readonly groups: readonly FacetGroup[];
  readonly params: URLSearchParams;
  readonly onChange: (params: URLSearchParams) => void;
}

/** What the calls of the list have, with counts; ticking narrows the list. */
export function FacetPanel({ groups, params, onChange }: FacetPanelProps) {
  const t = useTexts(facetTexts);
  const nameOf = useValueName();
  const format = useFormat();
  return (
    <aside className="facets" aria-label={t('title')}>
      {groups.map(({ field, values }) => {
        const ticked = chosen(params, field);
        const counts = new Map(values.map(({ value, calls }) => [value, calls]));
        const names = [...new Set([...ticked, ...counts.keys()])];
        const shown = names.slice(0, Math.max(SHOWN, ticked.length));
        if (shown.length === 0) return null;
        return (
          <fieldset key={field}>
            <legend>{t(`facet.${field}`)}</legend>
            {shown.map((value) => (
              <label key={value}>
                <input
                  type="checkbox"
                  checked={ticked.includes(value)}
                  onChange={() => onChange(toggled(params, field, value))}
                />
                <span className="facets__name" title={nameOf(field, value)}>
                  {nameOf(field, value)}
                </span>
                <span className="facets__count">{format.count(counts.get(value) ?? 0)}</span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </aside>
  );
}
