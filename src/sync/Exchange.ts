import { afterMove } from './afterMove';
import { afterWake, type Wake } from './afterWake';
import { nextMove } from './nextMove';
import { performMove, type MoveTools } from './performMove';
import type { Refusal } from './Refusal';
import { freshState, type SyncState } from './SyncState';

export interface ExchangeTools extends MoveTools {
  /** Milliseconds of a clock that only runs forwards. */
  now(): number;
  /** From 0 up to 1. */
  chance(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Resolves to whether the server has news, while nothing is to be done and somebody looks. */
  listen(signal: AbortSignal): Promise<boolean>;
  /** Runs one round while no other tab of this browser runs one. */
  exclusive(round: () => Promise<void>): Promise<void>;
  /** Called after every move. */
  onMoved(): void;
}

/** Keeps this browser's ledger and the server's the same: makes move after move, rests, and is woken. */
export class Exchange {
  readonly #tools: ExchangeTools;
  #state: SyncState;
  #wakes: Wake[] = [];
  #resting = new AbortController();

  constructor(tools: ExchangeTools) {
    this.#tools = tools;
    this.#state = freshState(tools.now());
  }

  /** What is in the way; null where nothing is. */
  get problem(): Refusal | null {
    return this.#state.problem;
  }

  /** May be called at any time. What comes during a move counts after it: the move may have looked before. */
  wake(wake: Wake): void {
    this.#wakes.push(wake);
    this.#resting.abort();
  }

  /** Goes on until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#resting.abort(), { once: true });
    while (!signal.aborted) {
      const move = this.#next();
      if (move.do !== 'rest') await this.#tools.exclusive(() => this.#round(signal));
      else if (await this.#rest(move.until - this.#tools.now())) this.wake('time');
    }
  }

  async #round(signal: AbortSignal): Promise<void> {
    for (let move = this.#next(); move.do !== 'rest' && !signal.aborted; move = this.#next()) {
      const outcome = await performMove(move, this.#tools);
      this.#state = afterMove(this.#state, outcome, { now: this.#tools.now(), chance: this.#tools.chance() });
      this.#tools.onMoved();
    }
  }

  /** Resolves to whether the whole time has passed. */
  async #rest(ms: number): Promise<boolean> {
    this.#resting = new AbortController();
    if (this.#wakes.length > 0) return false;
    const { signal } = this.#resting;
    if (this.#state.problem === null) void this.#listen(signal);
    await this.#tools.wait(Math.max(0, ms), signal);
    const isOver = !signal.aborted;
    this.#resting.abort();
    return isOver;
  }

  /** Whoever hears of nothing, or cannot ask, is woken by the time. */
  async #listen(signal: AbortSignal): Promise<void> {
    const isNews = await this.#tools.listen(signal).catch(() => false);
    if (isNews && !signal.aborted) this.wake('news');
  }

  #next() {
    const now = this.#tools.now();
    for (const wake of this.#wakes.splice(0)) this.#state = afterWake(this.#state, wake, now);
    return nextMove(this.#state, now);
  }
}
