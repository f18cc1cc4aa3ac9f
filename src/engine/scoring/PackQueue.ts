import type { PreparedText } from '../text/TextSource';
import { planPacks } from './planPacks';
import type { ScoringParts } from './ScoringRun';

/** The responses to one kept prompt that are still to run, in packs. The plan is made anew when the budget has changed. */
export class PackQueue {
  private waiting: PreparedText[];
  private packs: PreparedText[][] = [];
  private budget = 0;

  /** @param prompt tokens of the kept prompt */
  constructor(
    texts: readonly PreparedText[],
    private readonly prompt: number,
    private readonly parts: Pick<ScoringParts, 'model' | 'pace'>,
  ) {
    this.waiting = [...texts];
  }

  /** All that is still to run. */
  get rest(): readonly PreparedText[] {
    return this.waiting;
  }

  /** Takes the next pack off; an empty one at the end. */
  next(): PreparedText[] {
    if (this.budget !== this.parts.pace.tokens) this.plan();
    const pack = this.packs.shift() ?? [];
    const taken = new Set(pack);
    this.waiting = this.waiting.filter((text) => !taken.has(text));
    return pack;
  }

  /** A pack that memory did not take waits again. To be called after the budget was made smaller. */
  putBack(pack: readonly PreparedText[]): void {
    this.waiting.push(...pack);
  }

  private plan(): void {
    const { model, pace } = this.parts;
    this.budget = pace.tokens;
    const lengths = this.waiting.map(({ suffix }) => suffix.length);
    const packs = model.costs ? planPacks(lengths, this.prompt, model.costs, this.budget) : [];
    this.packs = packs.map((pack) => pack.flatMap((index) => this.waiting[index] ?? []));
  }
}
