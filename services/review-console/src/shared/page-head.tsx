import { type ReactNode, useEffect } from 'react';

/** The page's heading with its actions; also names the browser's tab. */
export function PageHead({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Callwarden`;
  }, [title]);
  return (
    <header className="page__head">
      <h1>{title}</h1>
      {note ? <span className="soft">{note}</span> : null}
      {children ? <div className="page__actions">{children}</div> : null}
    </header>
  );
}
