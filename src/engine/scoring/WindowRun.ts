import type { KeptPrompt } from '../session/ScoringModel';
import type { PreparedGroup, PreparedText } from '../text/TextSource';
import type { DeviceRuns } from './DeviceRuns';
import { nextBatch } from './nextBatch';
import { OutOfMemoryError } from './OutOfMemoryError';
import { PackQueue } from './PackQueue';
import { planBatches } from './planBatches';
import { planWindow } from './planWindow';
import type { ScoringListener, ScoringParts } from './ScoringRun';

/** Runs the texts of one window. Each batch and pack is planned when its turn comes, so that the budget may change. */
export class WindowRun {
  /** @param isCancelled asked before each run */
  constructor(
    private readonly parts: ScoringParts,
    private readonly runs: DeviceRuns,
    private readonly listener: ScoringListener,
    private readonly isCancelled: () => boolean,
  ) {}

  /** @param groups texts that the model takes, none too long */
  async run(groups: readonly PreparedGroup[]): Promise<void> {
    const { model, limits, pace } = this.parts;
    const terms = { costs: model.costs, limits, budget: pace.tokens, mostPrompt: pace.mostPrompt };
    const { shared, padded } = planWindow(groups, terms);
    const left: PreparedText[] = [];
    for (const group of shared) left.push(...(await this.runShared(group)));
    await this.runPadded([...padded, ...left].sort((a, b) => a.ids.length - b.ids.length));
  }

  /** @param texts shortest first */
  private async runPadded(texts: readonly PreparedText[]): Promise<void> {
    const lengths = texts.map(({ ids }) => ids.length);
    for (let start = 0; start < texts.length && !this.isCancelled();) {
      const end = this.endOfBatch(lengths, start);
      const batch = texts.slice(start, end);
      const longest = lengths[end - 1] ?? 0;
      const ran = batch.length * longest;
      const output = await this.runs.attempt(ran, () => this.parts.model.run(batch.map(({ ids }) => ids)));
      if (output) {
        await this.listener.scored(batch, output, ran);
        start = end;
      } else if (batch.length === 1 || !this.runs.halve()) throw tooLarge(batch.length, longest);
    }
  }

  private endOfBatch(lengths: readonly number[], start: number): number {
    const { model, limits, pace } = this.parts;
    if (!model.costs) return nextBatch(lengths, start, limits, pace.tokens);
    const [end = 1] = planBatches(lengths.slice(start), model.costs, limits, pace.tokens);
    return start + end;
  }

  /** Runs a group under its kept prompt. @returns texts for which memory did not suffice that way */
  private async runShared({ prefix, texts }: PreparedGroup): Promise<readonly PreparedText[]> {
    if (this.isCancelled() || prefix.length > this.parts.pace.mostPrompt) return texts;
    const kept = await this.runs.attempt(prefix.length, () => this.parts.model.keep(prefix));
    if (!kept) {
      this.runs.refusePrompt(prefix.length);
      return texts;
    }
    const left = await this.runPacks(kept, prefix.length, texts).catch((error: unknown) => {
      releaseAfter(kept);
      throw error;
    });
    kept.release();
    return left;
  }

  private async runPacks(
    kept: KeptPrompt,
    prompt: number,
    texts: readonly PreparedText[],
  ): Promise<readonly PreparedText[]> {
    const packs = new PackQueue(texts, prompt, this.parts);
    const refused: PreparedText[] = [];
    let untold = prompt; // the prompt's tokens count for the first pack
    for (let pack = packs.next(); pack.length > 0 && !this.isCancelled(); pack = packs.next()) {
      const suffixes = pack.map(({ suffix }) => suffix);
      const ran = suffixes.reduce((sum, { length }) => sum + length, 0);
      const output = await this.runs.attempt(ran, () => this.parts.model.runUnder(kept, suffixes));
      if (output) {
        await this.listener.scored(pack, output, ran + untold);
        untold = 0;
      } else if (pack.length === 1) {
        this.runs.noteRefused(prompt, ran);
        refused.push(...pack);
      } else if (this.runs.halve()) packs.putBack(pack);
      else return [...refused, ...pack, ...packs.rest];
    }
    return refused;
  }
}

/** Releases after a failed run. Where the device is gone that fails, too, and the run's own error says more. */
function releaseAfter(kept: KeptPrompt): void {
  try {
    kept.release();
  } catch {
    return;
  }
}

function tooLarge(texts: number, tokens: number): OutOfMemoryError {
  const what = texts === 1 ? `a text of ${tokens} tokens, even alone` : `${texts} texts of ${tokens} tokens at once`;
  return new OutOfMemoryError(
    `The device's memory does not take ${what}. Close other programs, choose a smaller model, or leave the longest texts out.`,
  );
}
