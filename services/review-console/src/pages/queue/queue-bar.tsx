import { Button, Input, type InputRef, Segmented, Select } from 'antd';
import type { RefObject } from 'react';
import { withField } from '../../filters/call-filter.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { queueView, SHOWS, SORTS } from './queue-view.ts';
import { queueTexts } from './texts.ts';

interface QueueBarProps {
  readonly params: URLSearchParams;
  readonly onChange: (params: URLSearchParams) => void;
  readonly search: RefObject<InputRef | null>;
}

/** Which calls, in which order. */
export function QueueBar({ params, onChange, search }: QueueBarProps) {
  const t = useTexts(queueTexts);
  const { show, sort } = queueView(params);
  const said = params.get('text') ?? '';
  const filters = [...params.keys()].filter((key) => key !== 'show' && key !== 'sort');
  return (
    <>
      <Input.Search
        key={said}
        ref={search}
        allowClear
        defaultValue={said}
        placeholder={t('search')}
        aria-label={t('search.label')}
        onSearch={(text) => onChange(withField(params, 'text', text.trim()))}
        style={{ width: 220 }}
      />
      <Segmented
        aria-label={t('show.label')}
        value={show}
        options={SHOWS.map((value) => ({ value, label: t(`show.${value}`) }))}
        onChange={(value) => onChange(withField(params, 'show', value === 'open' ? '' : value))}
      />
      <Select
        aria-label={t('sort.label')}
        value={sort}
        options={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
        onChange={(value) => onChange(withField(params, 'sort', value === 'severity' ? '' : value))}
        style={{ width: 168 }}
      />
      {filters.length > 0 ? (
        <Button
          onClick={() => {
            const kept = new URLSearchParams();
            for (const key of ['show', 'sort']) if (params.has(key)) kept.set(key, params.get(key) ?? '');
            onChange(kept);
          }}
        >
          {t('clear')}
        </Button>
      ) : null}
    </>
  );
}
