import type { BatchOutput } from '../session/ScoringModel';
import type { PreparedText } from '../text/TextSource';
import type { ScoringListener } from './ScoringRun';

/** Keeps the pooled state of every request, in their order; null where the text is too long. */
export class HiddenCollector implements ScoringListener {
  readonly states: (Float32Array | null)[];

  constructor(
    requests: number,
    private readonly width: number,
  ) {
    this.states = new Array<Float32Array | null>(requests).fill(null);
  }

  /** Its states stay null. */
  tooLong(): void {
    return;
  }

  scored(texts: readonly PreparedText[], { hidden }: BatchOutput): void {
    texts.forEach(({ requests }, row) => {
      for (const index of requests) this.states[index] = hidden.slice(row * this.width, (row + 1) * this.width);
    });
  }

  /** Who asks for states has nobody to tell. */
  notice(): void {
    return;
  }
}
