/** Whether a part can do its work now; the code says what it waits for, or what it can do without for now. */
export type PartHealth =
  | { readonly ready: true; readonly code?: string; readonly detail?: string }
  | { readonly ready: false; readonly code: string; readonly detail: string };

/** A part that runs. */
export interface RunningPart {
  /** Finishes the work in hand and lets go of everything. */
  stop(): Promise<void>;
  /** Left out: ready as long as it runs. */
  health?(): PartHealth;
}

/** Something a process starts and stops: a server, a consumer, a watcher, a connection. */
export interface Part {
  readonly name: string;
  /**
   * Resolves when the part works. `fail` is for later: a fault the part can't mend by itself ends the process.
   * `stopping` is aborted when the process is asked to stop: a start that waits for something outside resolves then.
   */
  start(fail: (error: unknown) => void, stopping?: AbortSignal): Promise<RunningPart>;
}
