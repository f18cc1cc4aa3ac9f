import type { ScoreRequest } from '../contract';
import type { BatchOutput, RewardModel } from '../session/RewardModel';
import type { BatchLimits } from '../session/Runtime';
import type { PreparedText, TextPreparer } from '../text/TextPreparer';
import type { BatchPace } from './BatchPace';
import { nextBatch } from './nextBatch';
import { windowsByLength } from './windowsByLength';

export interface ScoringParts {
  model: RewardModel;
  preparer: TextPreparer;
  limits: BatchLimits;
  pace: BatchPace;
  maxTokens: number;
}

/** What a run tells as it goes. A promise is waited for before the next batch. */
export interface ScoringListener {
  tooLong(text: PreparedText): void;
  scored(batch: readonly PreparedText[], output: BatchOutput): Promise<void> | void;
}

/**
 * Runs requests through the model in the order that costs least: by length, equal texts once, and while one batch runs
 * the next window of texts is rendered and tokenised.
 */
export class ScoringRun {
  private cancelled = false;

  constructor(
    private readonly parts: ScoringParts,
    private readonly listener: ScoringListener,
  ) {}

  get isCancelled(): boolean {
    return this.cancelled;
  }

  /** Ends the run after its current batch. */
  cancel(): void {
    this.cancelled = true;
  }

  async run(requests: readonly ScoreRequest[]): Promise<void> {
    const windows = windowsByLength(requests);
    const prepareNext = () => this.prepare(requests, windows.next());
    for (let texts = prepareNext(); texts !== null && !this.cancelled;)
      texts = await this.runWindow(texts, prepareNext);
  }

  private prepare(requests: readonly ScoreRequest[], window: IteratorResult<number[], unknown>): PreparedText[] | null {
    return window.done ? null : this.parts.preparer.prepare(requests, window.value);
  }

  /** Runs one window and returns the next one, which is prepared behind its first batch. */
  private async runWindow(
    texts: readonly PreparedText[],
    prepareNext: () => PreparedText[] | null,
  ): Promise<PreparedText[] | null> {
    const fitting = this.fitting(texts);
    const lengths = fitting.map(({ ids }) => ids.length);
    let next: PreparedText[] | null | undefined;
    for (let start = 0; start < fitting.length && !this.cancelled;) {
      const end = nextBatch(lengths, start, this.parts.limits, this.parts.pace.tokens);
      const batch = fitting.slice(start, end);
      const running = this.runBatch(batch);
      next = next === undefined ? await besides(running, prepareNext) : next;
      await this.listener.scored(batch, await running);
      start = end;
    }
    return next === undefined ? prepareNext() : next;
  }

  /** Texts that the model takes, shortest first. */
  private fitting(texts: readonly PreparedText[]): PreparedText[] {
    const { maxTokens } = this.parts;
    for (const text of texts) if (text.ids.length > maxTokens) this.listener.tooLong(text);
    return texts.filter(({ ids }) => ids.length <= maxTokens).sort((a, b) => a.ids.length - b.ids.length);
  }

  private async runBatch(batch: readonly PreparedText[]): Promise<BatchOutput> {
    const startedAt = performance.now();
    const output = await this.parts.model.run(batch.map(({ ids }) => ids));
    this.parts.pace.note(batch.length * (batch.at(-1)?.ids.length ?? 0), performance.now() - startedAt);
    return output;
  }
}

/** Does the work while the batch runs. A failure of the work waits for the batch: a runtime left running would hang. */
async function besides<T>(running: Promise<unknown>, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    await running;
    throw error;
  }
}
