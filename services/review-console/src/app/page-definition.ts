import type { ComponentType } from 'react';
import type { Bilingual, Permission } from '../api/types.ts';

/** One page of the console: a folder below pages/ with such a definition, and a line in pages.ts. */
export interface PageDefinition {
  /** As the router reads it, for example calls/:callId. */
  readonly path: string;
  /** Who may see it; null: whoever is signed in. */
  readonly permission: Permission | null;
  /** Loaded when it is first opened. */
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Left out: not in the navigation. */
  readonly nav?: {
    readonly section: 'review' | 'insight' | 'rules' | 'administration';
    readonly label: Bilingual;
    readonly Icon: ComponentType;
    /** g and then this letter opens it. */
    readonly key: string;
  };
}
