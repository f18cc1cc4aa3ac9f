import type { ScoreProgress, ScoreRequest, ScoreResult, ScoreSummary } from '../contract';
import type { BatchOutput } from '../session/ScoringModel';
import { wholeLength, type PreparedText } from '../text/TextSource';
import type { ScoringListener } from './ScoringRun';

/** Results are handed on at most this often: each message costs the receiver a redraw. */
const intervalMs = 100;

/** Collects what a run scores and reports it in steps. Every request's result goes out exactly once. */
export class ProgressReporter implements ScoringListener {
  private readonly startedAt = performance.now();
  private results: ScoreResult[] = [];
  private readonly counts = { reward: 0, too_long: 0, not_finite: 0 };
  private doneTokens = 0;
  private ranTokens = 0;
  private notices: string[] = [];
  private reportedAt = performance.now();
  private delivery: Promise<void> = Promise.resolve();

  constructor(
    private readonly requests: readonly ScoreRequest[],
    private readonly maxTokens: number,
    private readonly onProgress: (progress: ScoreProgress) => Promise<void> | void,
  ) {}

  async tooLong(text: PreparedText): Promise<void> {
    const tokens = wholeLength(text);
    this.add(text.requests, (id) => ({ id, kind: 'too_long', tokens, maxTokens: this.maxTokens }));
    await this.reportInSteps();
  }

  async scored(texts: readonly PreparedText[], { rewards }: BatchOutput, ranTokens: number): Promise<void> {
    this.ranTokens += ranTokens;
    texts.forEach((text, row) => {
      const tokens = wholeLength(text);
      this.doneTokens += tokens;
      this.add(text.requests, (id) => resultOf(id, tokens, rewards[row] ?? NaN));
    });
    await this.reportInSteps();
  }

  /** Goes out with the next step. */
  notice(sentence: string): void {
    this.notices.push(sentence);
  }

  /** Hands on what is left and waits until all of it has arrived. */
  async finish(cancelled: boolean): Promise<ScoreSummary> {
    if (this.results.length > 0 || this.notices.length > 0) await this.report();
    await this.delivery;
    return {
      scored: this.counts.reward,
      tooLong: this.counts.too_long,
      notFinite: this.counts.not_finite,
      tokens: this.doneTokens,
      ranTokens: this.ranTokens,
      elapsedMs: performance.now() - this.startedAt,
      cancelled,
    };
  }

  private add(requests: readonly number[], result: (id: string) => ScoreResult): void {
    for (const index of requests) {
      const added = result(this.requests[index]?.id ?? '');
      this.results.push(added);
      this.counts[added.kind] += 1;
    }
  }

  private async reportInSteps(): Promise<void> {
    if (performance.now() - this.reportedAt >= intervalMs) await this.report();
  }

  /** The receiver works on one step while the next batch runs. A receiver that falls behind slows the run instead of flooding. */
  private async report(): Promise<void> {
    await this.delivery;
    this.reportedAt = performance.now();
    const progress = this.takeStep();
    this.delivery = Promise.resolve(this.onProgress(progress));
    this.delivery.catch(() => undefined); // reported by the next step or by `finish`
    await nextTask();
  }

  private takeStep(): ScoreProgress {
    const { results, notices, counts } = this;
    this.results = [];
    this.notices = [];
    return {
      results,
      doneRequests: counts.reward + counts.too_long + counts.not_finite,
      totalRequests: this.requests.length,
      doneTokens: this.doneTokens,
      ranTokens: this.ranTokens,
      elapsedMs: this.reportedAt - this.startedAt,
      notice: notices.length > 0 ? notices.join(' ') : null,
    };
  }
}

/** A reward that is no finite number is said to be none: stored as a number it would win or lose every comparison. */
function resultOf(id: string, tokens: number, reward: number): ScoreResult {
  if (Number.isFinite(reward)) return { id, kind: 'reward', reward, tokens };
  const arrived = Number.isNaN(reward) ? 'NaN' : reward > 0 ? 'Infinity' : '-Infinity';
  return { id, kind: 'not_finite', tokens, arrived };
}

/** Lets messages in, such as a cancel: awaiting a settled promise does not. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
