import type { ReactNode } from 'react';
import { LanguageSwitch } from '../app/language-switch.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import './door.css';
import { session } from './texts.ts';

/** The frame of what is shown before somebody is in. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const t = useTexts(session);
  return (
    <main className="door">
      <div className="door__card card">
        <div className="door__brand">
          <img src="/favicon.svg" alt="" width={36} height={36} />
          <div>
            <strong>Callwarden</strong>
            <div className="soft">{t('about')}</div>
          </div>
          <LanguageSwitch />
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
