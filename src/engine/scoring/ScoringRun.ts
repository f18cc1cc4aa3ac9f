import type { ScoreRequest } from '../contract';
import type { BatchOutput, RewardModel } from '../session/RewardModel';
import type { BatchLimits } from '../session/Runtime';
import type { PreparedText, TextPreparer } from '../text/TextPreparer';
import { planBatches } from './planBatches';
import { windowsByLength } from './windowsByLength';

export interface ScoringParts {
  model: RewardModel;
  preparer: TextPreparer;
  limits: BatchLimits;
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
    const fitting = texts.filter(({ ids }) => ids.length <= this.parts.maxTokens);
    for (const text of texts) if (text.ids.length > this.parts.maxTokens) this.listener.tooLong(text);
    let next: PreparedText[] | null | undefined;
    for (const indices of planBatches(
      fitting.map(({ ids }) => ids.length),
      this.parts.limits,
    )) {
      if (this.cancelled) return null;
      const batch = indices.flatMap((index) => fitting[index] ?? []);
      const running = this.parts.model.run(batch.map(({ ids }) => ids));
      next = next === undefined ? await besides(running, prepareNext) : next;
      await this.listener.scored(batch, await running);
    }
    return next === undefined ? prepareNext() : next;
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
