import { useContext } from 'react';
import { NavLink } from 'react-router';
import { useLanguage } from '../i18n/use-language.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { ShortcutContext } from '../keyboard/shortcut-context.ts';
import { AccountMenu } from './account-menu.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import './side-nav.css';
import { appTexts } from './texts.ts';
import { useNavigation } from './use-navigation.ts';

const SECTIONS = ['review', 'insight', 'rules', 'administration'] as const;

/** The pages that the one who is signed in may see. */
export function SideNav() {
  const t = useTexts(appTexts);
  const { language } = useLanguage();
  const { showSheet } = useContext(ShortcutContext);
  const pages = useNavigation();
  return (
    <nav className="side" aria-label={t('navigation')}>
      <div className="side__brand">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <strong className="side__label">Callwarden</strong>
      </div>
      <div className="side__pages">
        {SECTIONS.map((section) => {
          const shown = pages.filter(({ nav }) => nav.section === section);
          if (shown.length === 0) return null;
          return (
            <section key={section} aria-label={t(`section.${section}`)}>
              <h2 className="side__section side__label">{t(`section.${section}`)}</h2>
              {shown.map(({ href, nav }) => (
                <NavLink key={href} to={href} className="side__link" title={nav.label[language]}>
                  <nav.Icon />
                  <span className="side__label">{nav.label[language]}</span>
                </NavLink>
              ))}
            </section>
          );
        })}
      </div>
      <div className="side__foot">
        <button type="button" className="side__keys" onClick={showSheet}>
          <kbd>?</kbd> <span className="side__label">{t('keys')}</span>
        </button>
        <LanguageSwitch />
        <AccountMenu />
      </div>
    </nav>
  );
}
