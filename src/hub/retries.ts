import { TransferError } from './TransferError';

/** How often and after what waits a failed request is made again. */
export interface RetryPolicy {
  /** Tries in a row without a new byte. */
  attempts: number;
  /** Resolves after so many milliseconds; rejects as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Longer waits than this are told to the person instead of waited for. */
const longestWaitS = 60;

export const usualRetries: RetryPolicy = { attempts: 5, wait };

/**
 * Decides after a failure: waits, where another try makes sense, and throws the failure otherwise.
 * @param failures tries in a row that have failed, this one included
 * @param kept what the person should know of what has arrived, before "start again later"
 */
export async function waitOrThrow(
  error: unknown,
  failures: number,
  policy: RetryPolicy,
  signal: AbortSignal,
  kept = '',
): Promise<void> {
  signal.throwIfAborted();
  if (!(error instanceof TransferError) || !isPassing(error)) throw error;
  if (failures < policy.attempts) return policy.wait(pauseMs(error, failures), signal);
  const note = failures > 1 ? ` Tried ${failures} times; ${kept}start again later.` : '';
  throw new TransferError(error.problem, `${error.message}${note}`, error.retryAfterS, { cause: error });
}

/** Runs a request that is small enough to be made again as a whole. */
export async function retried<T>(run: () => Promise<T>, policy: RetryPolicy, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await run();
    } catch (error) {
      await waitOrThrow(error, failures, policy, signal);
    }
  }
}

function isPassing({ problem, retryAfterS }: TransferError): boolean {
  if (problem === 'limited') return retryAfterS === null || retryAfterS <= longestWaitS;
  return problem === 'server' || problem === 'connection';
}

/** Half a second, doubled with every failure, with some chance in it so that tabs do not come back together. */
function pauseMs({ retryAfterS }: TransferError, failures: number): number {
  const growing = 500 * 2 ** (failures - 1) * (1 + Math.random() / 2);
  return retryAfterS === null ? growing : Math.max(growing, retryAfterS * 1000);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    function done() {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}
