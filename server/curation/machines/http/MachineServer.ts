import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import { retryAfterOf } from '../../../../src/hub/http';
import { usualRetries, waitOrThrow, type RetryPolicy } from '../../../../src/hub/retries';
import { TransferError } from '../../../../src/hub/TransferError';
import { canonicalJson } from '../../../../src/pairs/canonicalJson';
import { sha256OfText } from '../../../ledger/sha256OfText';
import { MachineError } from '../MachineError';
import type { CallCache, Spent } from './CallCache';
import { usualLimits, type CallLimits } from './CallLimits';
import { RetryBudget } from './RetryBudget';
import type { Secret } from './Secret';

export interface ServerSettings {
  /** Address under which the calls' paths lie. */
  base: string;
  /** What the answers are kept under, beside what was asked: the machine's `id`. */
  id: string;
  secret: Secret | null;
  limits?: Partial<CallLimits>;
  /** Null keeps nothing: for start-up checks and tests. */
  cache: CallCache | null;
  /** How long to wait between tries; tests shorten it. */
  wait?: RetryPolicy['wait'];
}

export interface MachineCall {
  path: string;
  body: object;
  /** Whether the answer is kept; what a start-up check asks is not. */
  kept?: boolean;
  /** The tokens that an answer of a language model was paid for; other machines have no price of theirs. */
  priced?: (answer: unknown) => Omit<Spent, 'calls'>;
}

/** A call as it is sent, with the sha256 (hex) of what it asks. */
interface KeyedCall extends Pick<MachineCall, 'priced'> {
  path: string;
  body: string;
  key: string;
}

export interface CallCounts {
  /** Calls whose answer came from the machine. */
  answered: number;
  /** Calls whose answer lay in the cache. */
  cached: number;
  retried: number;
}

/**
 * The calls to one machine that speaks JSON over HTTP: bounded, limited, retried, kept. A call's key goes along as
 * `Idempotency-Key`, so that a server that knows the header bills a call once that was on its way when this process ended.
 */
export class MachineServer {
  readonly counts: CallCounts = { answered: 0, cached: 0, retried: 0 };
  readonly #limits: CallLimits;
  readonly #queue: PQueue;
  readonly #budget: RetryBudget;
  readonly #running = new Map<string, Promise<string>>();

  constructor(private readonly settings: ServerSettings) {
    this.#limits = { ...usualLimits, ...settings.limits };
    const { concurrency, callsPerMinute, retryShare } = this.#limits;
    const rate = callsPerMinute === null ? {} : { intervalCap: callsPerMinute, interval: 60_000, strict: true };
    this.#queue = new PQueue({ concurrency, ...rate });
    this.#budget = new RetryBudget(retryShare, concurrency);
    settings.secret?.checkAddress(settings.base);
  }

  get id(): string {
    return this.settings.id;
  }

  /**
   * Asks, or finds what was answered before.
   * @param read makes sense of the answer, and throws where it has none: such an answer is not kept
   * @throws MachineError where the machine refuses, or fails for as long as the limits allow
   */
  async call<T>(
    { path, body, kept = true, ...priced }: MachineCall,
    read: (answer: unknown) => T,
    signal: AbortSignal,
  ): Promise<T> {
    // Every call that waits or runs listens to the one signal of its run.
    setMaxListeners(0, signal);
    const key = sha256OfText(canonicalJson({ machine: this.settings.id, path, body }));
    const cache = kept ? this.settings.cache : null;
    const found = cache?.find(key) ?? null;
    if (found !== null) {
      this.counts.cached += 1;
      return read(JSON.parse(found));
    }
    // Two rows may ask the same at once: the second waits for the first's answer.
    const running = this.#running.get(key);
    if (running !== undefined) return read(JSON.parse(await running));
    const asked = this.#ask({ path, body: JSON.stringify(body), key, ...priced }, read, signal, cache);
    this.#running.set(key, asked);
    try {
      return read(JSON.parse(await asked));
    } finally {
      this.#running.delete(key);
    }
  }

  async #ask(
    call: KeyedCall,
    read: (answer: unknown) => unknown,
    signal: AbortSignal,
    cache: CallCache | null,
  ): Promise<string> {
    const text = await this.#queue.add<string>(() => this.#tried(call, signal), { signal });
    const answer = JSON.parse(text) as unknown;
    read(answer);
    await cache?.keep(call.key, text, call.priced?.(answer) ?? null);
    this.counts.answered += 1;
    return text;
  }

  async #tried(call: KeyedCall, signal: AbortSignal): Promise<string> {
    const policy: RetryPolicy = {
      attempts: this.#limits.attempts,
      wait: (ms, stop) => this.#pause(ms, stop),
    };
    for (let failures = 1; ; failures += 1) {
      try {
        const text = await this.#once(call, signal);
        this.#budget.earn();
        return text;
      } catch (error) {
        await waitOrThrow(error, failures, policy, signal).catch((last: unknown) => {
          signal.throwIfAborted();
          throw last instanceof TransferError ? new MachineError(last.message, { cause: error }) : last;
        });
      }
    }
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#budget.take())
      throw new TransferError(
        'server',
        `${this.settings.base} fails too often: all retries are used up. Start again later.`,
      );
    this.counts.retried += 1;
    return (this.settings.wait ?? usualRetries.wait)(ms, signal);
  }

  async #once({ path, body, key }: KeyedCall, signal: AbortSignal): Promise<string> {
    const url = this.settings.base.replace(/\/$/, '') + path;
    const timeout = AbortSignal.timeout(this.#limits.timeoutMs);
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...this.settings.secret?.header() };
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, timeout]),
      });
      const text = await response.text();
      if (!response.ok) throw this.#complaint(url, response, text);
      return checkedJson(url, text);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransferError || error instanceof MachineError) throw error;
      const seconds = this.#limits.timeoutMs / 1000;
      const reason = timeout.aborted ? `no answer within ${seconds} s` : causeOf(error);
      throw new TransferError('connection', `${url} could not be asked: ${reason}.`, null, { cause: error });
    }
  }

  #complaint(url: string, response: Response, text: string): Error {
    const said = (this.settings.secret?.hide(text) ?? text).slice(0, 300).replace(/\s+/g, ' ');
    const message = `${url} answered ${response.status}: ${said}`;
    if (response.status === 429 || response.status === 503)
      return new TransferError('limited', message, retryAfterOf(response));
    if (response.status >= 500 || response.status === 408) return new TransferError('server', message);
    return new MachineError(message);
  }
}

/** A body that ends in the middle is a broken connection, whatever its headers said. */
function checkedJson(url: string, text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new TransferError('connection', `${url} answered with what is no whole JSON: ${text.slice(0, 100)}`);
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
