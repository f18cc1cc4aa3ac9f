import { responseId } from '../../contentId';
import type { ExportRow } from '../ExportRow';

/** Where a row of the data set folder goes. `held`: nowhere, since its prompt is kept for tests and it is not gold. */
export type Split = 'train' | 'test' | 'held';

/**
 * Keeps gold pairs apart for tests, prompt by prompt: which ones is decided by the content id of the prompt, so a larger export
 * of the same data keeps the same ones, and no prompt stands on both sides.
 */
export class TestSplit {
  readonly #prompts: ReadonlySet<string>;

  private constructor(prompts: ReadonlySet<string>) {
    this.#prompts = prompts;
  }

  static async of(rows: AsyncIterable<ExportRow>, share: number): Promise<TestSplit> {
    const prompts = new Set<string>();
    if (share === 0) return new TestSplit(prompts);
    for await (const row of rows) {
      if (row.label?.origin !== 'gold') continue;
      const id = promptId(row);
      if (isDrawn(id, share)) prompts.add(id);
    }
    return new TestSplit(prompts);
  }

  splitOf(row: ExportRow): Split {
    if (this.#prompts.size === 0 || !this.#prompts.has(promptId(row))) return 'train';
    return row.label?.origin === 'gold' ? 'test' : 'held';
  }
}

function promptId({ pair }: ExportRow): string {
  return responseId([], pair.prompt);
}

/** The first 32 bits of the id as a part of 1. */
function isDrawn(id: string, share: number): boolean {
  return parseInt(id.slice(0, 8), 16) / 2 ** 32 < share;
}
