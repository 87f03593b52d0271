import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useLanguage } from '../i18n/use-language.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { SideNav } from './side-nav.tsx';
import { appTexts } from './texts.ts';
import { useLiveUpdates } from './use-live-updates.ts';
import { useNavigation } from './use-navigation.ts';

/** Navigation at the side, the page beside it. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTexts(appTexts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const pages = useNavigation();
  useLiveUpdates();

  useShortcuts(
    pages.map(({ href, nav }) => ({
      keys: [`g ${nav.key}`],
      label: t('goTo', { page: nav.label[language] }),
      run: () => void navigate(href),
    })),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page starts at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    if (document.activeElement === document.body) main.current?.focus();
  }, [pathname]);

  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <SideNav />
      <main id="main" className="shell__main" ref={main} tabIndex={0}>
        <Suspense fallback={null}>{children}</Suspense>
      </main>
    </div>
  );
}
