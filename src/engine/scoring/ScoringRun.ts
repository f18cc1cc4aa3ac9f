import type { ScoreRequest } from '../contract';
import type { BatchLimits } from '../session/Runtime';
import type { BatchOutput, ScoringModel } from '../session/ScoringModel';
import type { PreparedGroup, PreparedText, TextSource } from '../text/TextSource';
import type { BatchPace } from './BatchPace';
import { DeviceRuns } from './DeviceRuns';
import { TextsAhead } from './TextsAhead';
import { windowsByLength } from './windowsByLength';
import { WindowRun } from './WindowRun';

export interface ScoringParts {
  model: ScoringModel;
  texts: TextSource;
  limits: BatchLimits;
  pace: BatchPace;
  maxTokens: number;
}

/** What a run tells as it goes. A promise is waited for before the next batch. */
export interface ScoringListener {
  tooLong(text: PreparedText): Promise<void> | void;
  /** @param ranTokens tokens that the model ran for these texts */
  scored(texts: readonly PreparedText[], output: BatchOutput, ranTokens: number): Promise<void> | void;
  /** Something that a person should know, in a sentence. */
  notice(sentence: string): void;
}

/**
 * Runs requests through the model in the order that costs least: equal texts once, prompts once where that pays, other
 * texts by length, and while the device runs one window of texts the next ones are rendered and tokenised.
 */
export class ScoringRun {
  private cancelled = false;
  private stopWaiting: (nothing: null) => void = () => undefined;
  /** Settles when the run is cancelled: it does not wait for texts that it will not run. */
  private readonly stopped = new Promise<null>((resolve) => (this.stopWaiting = resolve));

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
    this.stopWaiting(null);
  }

  /**
   * @throws OutOfMemoryError where not even one text fits into the device's memory, and the errors of the model and of
   * the text source
   */
  async run(requests: readonly ScoreRequest[]): Promise<void> {
    const keepPrompts = this.parts.model.costs !== null;
    const texts = new TextsAhead(this.parts.texts, requests, windowsByLength(requests, { keepPrompts }));
    const runs = new DeviceRuns(
      this.parts.pace,
      () => texts.begin(),
      (sentence) => this.listener.notice(sentence),
    );
    const window = new WindowRun(this.parts, runs, this.listener, () => this.cancelled);
    while (!this.cancelled) {
      const groups = await Promise.race([texts.take(), this.stopped]);
      if (groups === null || this.cancelled) return;
      await window.run(await this.fitting(groups));
    }
  }

  /** Tells which texts are too long, and gives the others. */
  private async fitting(groups: readonly PreparedGroup[]): Promise<PreparedGroup[]> {
    const { maxTokens } = this.parts;
    for (const text of groups.flatMap(({ texts }) => texts))
      if (text.ids.length > maxTokens) await this.listener.tooLong(text);
    return groups.map(({ prefix, texts }) => ({ prefix, texts: texts.filter(({ ids }) => ids.length <= maxTokens) }));
  }
}
