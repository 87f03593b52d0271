/** Where an adapter writes: fields are ids, codes and counts, never text of a call. A pino logger fits. */
export interface EventLogLogger {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** For callers that want no log, such as commands that print their own. */
export const silentLogger: EventLogLogger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
