import { ownText } from '../../pairs/ownText';
import type { Counted } from './ScoresReport';

const shown = 20;

/** Counts, and keeps the first of what it counts. */
export class Counter implements Counted {
  count = 0;
  readonly samples: Counted['samples'] = [];

  /** @param words made only for what is kept */
  add(line: number, words: () => string): void {
    this.count++;
    if (this.samples.length < shown) this.samples.push({ line, words: ownText(words()) });
  }

  /** As plain data, which can go to another thread. */
  get counted(): Counted {
    return { count: this.count, samples: this.samples };
  }
}
