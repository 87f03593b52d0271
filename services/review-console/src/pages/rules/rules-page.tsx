import { Button } from 'antd';
import { Link, Route, Routes } from 'react-router';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { Notice } from '../../shared/notice.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { RuleList } from './rule-list.tsx';
import { RulePane } from './rule-pane.tsx';
import './rules-page.css';
import { rulesTexts } from './texts.ts';
import { TryPane } from './try-pane.tsx';
import { useRules } from './use-rules.ts';

export default function RulesPage() {
  const t = useTexts(rulesTexts);
  const format = useFormat();
  const query = useRules();
  return (
    <div className="page rules-page">
      <PageHead
        title={t('title')}
        note={query.data ? t('count', { n: format.count(query.data.rules.length) }) : null}
      >
        <Link to="/rules/try">
          <Button type="primary" tabIndex={-1}>
            {t('try')}
          </Button>
        </Link>
      </PageHead>
      <Loaded query={query}>
        {({ rules }) => (
          <div className="rules-body">
            <RuleList rules={rules} />
            <div className="rules-pane card">
              <Routes>
                <Route index element={<Notice title={t('choose')}>{t('choose.detail')}</Notice>} />
                <Route path="try" element={<TryPane />} />
                <Route path="*" element={<RulePane />} />
              </Routes>
            </div>
          </div>
        )}
      </Loaded>
    </div>
  );
}
