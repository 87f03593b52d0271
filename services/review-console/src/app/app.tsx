import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import 'dayjs/locale/zh-cn';
import dayjs from 'dayjs';
import { useEffect, useMemo, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from '../api/query-client.ts';
import { tagOf } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { ShortcutProvider } from '../keyboard/shortcut-provider.tsx';
import { SessionGate } from '../session/session-gate.tsx';
import { LookContext } from './look-context.ts';
import { PageRoutes } from './page-routes.tsx';
import { Shell } from './shell.tsx';
import { antdTheme } from './theme.ts';
import { useLook } from './use-look.ts';

/** The console: look, language, session, then the page. */
export function App() {
  const [client] = useState(createQueryClient);
  const { look, dark, choose } = useLook();
  const { language } = useLanguage();
  const looks = useMemo(() => ({ look, choose }), [look, choose]);
  useEffect(() => {
    document.documentElement.lang = tagOf(language);
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language]);
  return (
    <ConfigProvider
      theme={antdTheme(dark)}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <AntApp style={{ height: '100%' }}>
        <LookContext value={looks}>
          <QueryClientProvider client={client}>
            <BrowserRouter>
              <ShortcutProvider>
                <SessionGate>
                  <Shell>
                    <PageRoutes />
                  </Shell>
                </SessionGate>
              </ShortcutProvider>
            </BrowserRouter>
          </QueryClientProvider>
        </LookContext>
      </AntApp>
    </ConfigProvider>
  );
}
