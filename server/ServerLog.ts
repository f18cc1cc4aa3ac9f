import { pino, type Logger } from 'pino';

/** What the server logs: one JSON line an entry, on standard error. Addresses only by their route: ids and cursors stay out. */
export type ServerLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Levels of `--log`. */
export const logLevels = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

export function openLog(level: LogLevel): ServerLog {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
