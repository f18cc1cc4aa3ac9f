import type { ScoreProgress, ScoreRequest, ScoreResult, ScoreSummary } from '../contract';
import { isEngineLoss } from './isEngineLoss';

/** The workers that one call of `score` may use, one after another. */
export interface ScoringWorkers {
  /** Scores on the worker that runs now, in batches of at most so many tokens. */
  score(
    requests: ScoreRequest[],
    onProgress: (progress: ScoreProgress) => void,
    mostTokens: number,
  ): Promise<ScoreSummary>;
  /**
   * Starts a worker in place of the one that was lost, and loads the checkpoint again.
   * @param how `again`: of the same kind where it can be had; `next`: of the next kind
   * @returns a sentence that says what runs now; null where there is no next kind
   */
  restart(how: 'again' | 'next', reason: string): Promise<string | null>;
}

/** A machine that loses its device this often within one call has a fault that starting again does not mend. */
const mostRestarts = 12;

/** Runtimes allow batches of no more tokens: the first that is halved when an engine is lost for want of memory. */
const usualTokens = 4096;
const wantOfMemory = /\bOOM\b|out of memory|memory ran out/i;

/** One call of `score`, however many workers it takes: each next one scores only what has no result yet. */
export class ResumedScoring {
  private readonly startedAt = performance.now();
  /** How many results of each id are still to come; equal ids may be asked for more than once. */
  private readonly awaited = new Map<string, number>();
  private readonly counts = { reward: 0, too_long: 0, not_finite: 0 };
  private tokens = 0;
  private ranTokens = 0;
  private cancelled = false;
  private lost = false;
  private mostTokens = usualTokens;

  constructor(
    private readonly workers: ScoringWorkers,
    private readonly requests: readonly ScoreRequest[],
    private readonly onProgress: (progress: ScoreProgress) => void,
  ) {
    for (const { id } of requests) this.awaited.set(id, (this.awaited.get(id) ?? 0) + 1);
  }

  /** Whether the worker that ran last is lost. */
  get isLost(): boolean {
    return this.lost;
  }

  private get done(): number {
    return this.counts.reward + this.counts.too_long + this.counts.not_finite;
  }

  /** A worker that is lost after this is not replaced. */
  cancel(): void {
    this.cancelled = true;
  }

  /** @throws the worker's error where it is no loss, and the loss itself where starting again did not help */
  async run(): Promise<ScoreSummary> {
    let lossesWithoutProgress = 0;
    for (let restarts = 0; ; restarts += 1) {
      const doneBefore = this.done;
      try {
        const { cancelled } = await this.attempt();
        return this.summary(cancelled);
      } catch (error) {
        if (!isEngineLoss(error)) throw error;
        this.lost = true;
        if (this.cancelled) return this.summary(true);
        lossesWithoutProgress = this.done > doneBefore ? 1 : lossesWithoutProgress + 1;
        const how = lossesWithoutProgress > 1 ? 'next' : 'again';
        if (how === 'next') lossesWithoutProgress = 0;
        if (restarts >= mostRestarts) throw error;
        await this.restart(how, error);
      }
      if (this.cancelled) return this.summary(true);
    }
  }

  private async restart(how: 'again' | 'next', error: Error): Promise<void> {
    const now = await this.restarted(how, error.message);
    if (now === null && this.cancelled) return;
    if (now === null) throw error;
    this.lost = false;
    this.tell([], `${error.message} ${now} It goes on with what has no result yet${this.smaller(error)}.`);
  }

  /** A program that aborted for want of memory cannot halve its batches itself. @returns what a person is told of it */
  private smaller({ message }: Error): string {
    if (!wantOfMemory.test(message)) return '';
    this.mostTokens = Math.floor(this.mostTokens / 2);
    return `, in batches of at most ${this.mostTokens} tokens`;
  }

  /** A start that fails because the call was cancelled is no failure. */
  private async restarted(how: 'again' | 'next', reason: string): Promise<string | null> {
    try {
      return await this.workers.restart(how, reason);
    } catch (error) {
      if (this.cancelled) return null;
      throw error;
    }
  }

  private async attempt(): Promise<ScoreSummary> {
    const before = { tokens: this.tokens, ranTokens: this.ranTokens };
    let open = true; // a step that was under way when its worker was lost may still arrive
    try {
      const onProgress = ({ results, doneTokens, ranTokens, notice }: ScoreProgress) => {
        if (!open) return;
        this.tokens = before.tokens + doneTokens;
        this.ranTokens = before.ranTokens + ranTokens;
        this.take(results);
        this.tell(results, notice);
      };
      return await this.workers.score(this.left(), onProgress, this.mostTokens);
    } finally {
      open = false;
    }
  }

  /** The requests without a result, in their order. */
  private left(): ScoreRequest[] {
    const awaited = new Map(this.awaited);
    return this.requests.filter(({ id }) => {
      const count = awaited.get(id) ?? 0;
      awaited.set(id, count - 1);
      return count > 0;
    });
  }

  private take(results: readonly ScoreResult[]): void {
    for (const { id, kind } of results) {
      this.counts[kind] += 1;
      this.awaited.set(id, (this.awaited.get(id) ?? 0) - 1);
    }
  }

  private tell(results: ScoreResult[], notice: string | null): void {
    this.onProgress({
      results,
      doneRequests: this.done,
      totalRequests: this.requests.length,
      doneTokens: this.tokens,
      ranTokens: this.ranTokens,
      elapsedMs: performance.now() - this.startedAt,
      notice,
    });
  }

  private summary(cancelled: boolean): ScoreSummary {
    const { reward, too_long: tooLong, not_finite: notFinite } = this.counts;
    const elapsedMs = performance.now() - this.startedAt;
    return { scored: reward, tooLong, notFinite, tokens: this.tokens, ranTokens: this.ranTokens, elapsedMs, cancelled };
  }
}
