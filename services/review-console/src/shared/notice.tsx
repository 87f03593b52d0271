import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** alert: read out at once. */
  readonly urgent?: boolean;
}

/** A plain page or panel that has nothing to show but a sentence: empty, error, offline, not allowed. */
export function Notice({ title, children, action, urgent = false }: NoticeProps) {
  return (
    <div className="notice" role={urgent ? 'alert' : 'status'}>
      <p className="notice__title">{title}</p>
      {children ? <div className="notice__text">{children}</div> : null}
      {action}
    </div>
  );
}
