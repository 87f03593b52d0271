import type { EventLogLogger } from '../../../../platform/event-log/logger.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export interface LogRecorder {
  readonly logger: EventLogLogger;
  readonly lines: readonly LogLine[];
  at(level: LogLine['level']): readonly LogLine[];
}

export function createLogRecorder(): LogRecorder {
  const lines: LogLine[] = [];
  const record = (level: LogLine['level']) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ level, fields, message });
  };
  return {
    lines,
    logger: { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') },
    at: (wanted) => lines.filter(({ level }) => level === wanted),
  };
}
