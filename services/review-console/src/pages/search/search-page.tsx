import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, bodyOf } from '../../api/client.ts';
import { readFilter, withField } from '../../filters/call-filter.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useShortcuts } from '../../keyboard/use-shortcuts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { Notice } from '../../shared/notice.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { SeverityMark } from '../../vocabulary/severity-mark.tsx';
import { Highlighted } from './highlighted.tsx';
import './search.css';
import { searchTexts } from './texts.ts';

const SHOWN_TURNS = 3;

/** Finds calls by what was said. */
export default function SearchPage() {
  const t = useTexts(searchTexts);
  const format = useFormat();
  const [params, setParams] = useSearchParams();
  const field = useRef<InputRef>(null);
  const filter = readFilter(params);
  const query = useInfiniteQuery({
    queryKey: ['search', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam === '' ? {} : { cursor: pageParam };
      const search = { ...filter, sort: filter.text ? ('relevance' as const) : ('newest' as const), ...page };
      return bodyOf(api.GET('/v1/calls', { params: { query: search }, signal }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  useShortcuts([{ keys: ['/'], label: t('key.search'), run: () => field.current?.focus() }]);
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <div className="page">
      <PageHead title={t('title')} note={query.data ? t('total', { total: format.count(total) }) : null} />
      <div className="search__box">
        <Input.Search
          ref={field}
          autoFocus
          allowClear
          size="large"
          defaultValue={params.get('text') ?? ''}
          placeholder={t('placeholder')}
          aria-label={t('label')}
          aria-describedby="search-help"
          onSearch={(text) => setParams(withField(params, 'text', text.trim()))}
        />
        <p className="soft" id="search-help">
          {t('help')}
        </p>
      </div>
      <Loaded query={query}>
        {({ pages }) =>
          total === 0 ? (
            <Notice title={t('none')}>{t('none.detail')}</Notice>
          ) : (
            <ul className="search__hits">
              {pages
                .flatMap(({ hits }) => hits)
                .map(({ record, highlights }) => (
                  <li key={record.callId} className="card">
                    <div className="search__head">
                      <Link to={`/calls/${encodeURIComponent(record.callId)}`}>{record.callId}</Link>
                      {record.worstSeverity ? (
                        <SeverityMark severity={record.worstSeverity} />
                      ) : (
                        <span className="soft">{t('unflagged')}</span>
                      )}
                      <span className="soft">
                        {format.instant(record.startedAt)} · {record.collectorId}
                      </span>
                    </div>
                    {highlights.slice(0, SHOWN_TURNS).map(({ turn, text, ranges }) => (
                      <p key={turn} lang={record.language}>
                        <span className="soft">{t('turn', { n: turn + 1 })}：</span>
                        <Highlighted text={text} ranges={ranges} />
                      </p>
                    ))}
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
