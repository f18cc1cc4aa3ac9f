import { usualRetries, type RetryPolicy } from '../../../src/hub/retries';

const longestPauseMs = 30_000;
/** Of the pauses of `waitOrThrow` in src/hub/retries.ts, which doubles them. */
const firstPauseMs = 500;

/** Tries a server that does not answer for so many minutes, half a minute apart at most. */
export function patientRetries(minutes: number, pause = usualRetries.wait): RetryPolicy {
  let attempts = 1;
  for (let waitedMs = 0; waitedMs < minutes * 60_000; attempts++)
    waitedMs += Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts - 1, 10));
  return { attempts, wait: (ms, signal) => pause(Math.min(ms, longestPauseMs), signal) };
}
