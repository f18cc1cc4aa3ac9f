import type { ScoreProgress, ScoreRequest, ScoreResult, ScoreSummary } from '../contract';
import type { BatchOutput } from '../session/RewardModel';
import type { PreparedText } from '../text/TextPreparer';
import type { ScoringListener } from './ScoringRun';

/** Results are handed on at most this often: each message costs the receiver a redraw. */
const intervalMs = 100;

/** Collects what a run scores and reports it in steps. Every request's result goes out exactly once. */
export class ProgressReporter implements ScoringListener {
  private readonly startedAt = performance.now();
  private results: ScoreResult[] = [];
  private scoredRequests = 0;
  private tooLongRequests = 0;
  private doneTokens = 0;
  private reportedAt = performance.now();
  private delivery: Promise<void> = Promise.resolve();

  constructor(
    private readonly requests: readonly ScoreRequest[],
    private readonly maxTokens: number,
    private readonly onProgress: (progress: ScoreProgress) => Promise<void> | void,
  ) {}

  tooLong({ ids, requests }: PreparedText): void {
    this.tooLongRequests += requests.length;
    for (const index of requests)
      this.results.push({ id: this.idAt(index), kind: 'too_long', tokens: ids.length, maxTokens: this.maxTokens });
  }

  async scored(batch: readonly PreparedText[], { rewards }: BatchOutput): Promise<void> {
    batch.forEach(({ ids, requests }, row) => {
      const reward = rewards[row] ?? NaN;
      if (!Number.isFinite(reward))
        throw new Error(
          `The model gave response ${this.idAt(requests[0])} the reward ${reward}; rewards must be finite.`,
        );
      this.doneTokens += ids.length;
      this.scoredRequests += requests.length;
      for (const index of requests)
        this.results.push({ id: this.idAt(index), kind: 'reward', reward, tokens: ids.length });
    });
    if (performance.now() - this.reportedAt >= intervalMs) await this.report();
  }

  /** Hands on what is left and waits until all of it has arrived. */
  async finish(cancelled: boolean): Promise<ScoreSummary> {
    if (this.results.length > 0) await this.report();
    await this.delivery;
    const elapsedMs = performance.now() - this.startedAt;
    return {
      scored: this.scoredRequests,
      tooLong: this.tooLongRequests,
      tokens: this.doneTokens,
      elapsedMs,
      cancelled,
    };
  }

  /** The receiver works on one step while the next batch runs. A receiver that falls behind slows the run instead of flooding. */
  private async report(): Promise<void> {
    await this.delivery;
    const results = this.results;
    this.results = [];
    this.reportedAt = performance.now();
    const doneRequests = this.scoredRequests + this.tooLongRequests;
    const progress = { results, doneRequests, totalRequests: this.requests.length, doneTokens: this.doneTokens };
    this.delivery = Promise.resolve(this.onProgress({ ...progress, elapsedMs: this.reportedAt - this.startedAt }));
    this.delivery.catch(() => undefined); // reported by the next step or by `finish`
    await nextTask();
  }

  private idAt(index: number | undefined): string {
    return (index === undefined ? undefined : this.requests[index]?.id) ?? '';
  }
}

/** Lets messages in, such as a cancel: awaiting a settled promise does not. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
