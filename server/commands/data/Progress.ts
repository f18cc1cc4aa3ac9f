import type { ImportProgress } from '../../../src/pairs/contract';
import type { Watch } from '../../../src/pairs/export/PairsToExport';
import { interrupted } from './interrupted';
import type { Interruption } from '../Interruption';
import type { ProgressLine } from '../ProgressLine';
import { byteWords, countWords } from '../words';

/** How far a command on data is, on the progress line, and the place where an interruption ends it. */
export class Progress {
  constructor(
    private readonly line: ProgressLine,
    private readonly interruption: Interruption,
  ) {}

  get signal(): AbortSignal {
    return this.interruption.signal;
  }

  readonly showImport = ({ doneBytes, totalBytes, rows, pairs }: ImportProgress): void => {
    const counts = `${countWords(rows)} rows, ${countWords(pairs)} pairs`;
    this.line.show(doneBytes, totalBytes, `reading: ${byteWords(doneBytes)} of ${byteWords(totalBytes)}, ${counts}`);
  };

  /** What an export watches while it reads pairs. */
  watch(doing: string): Watch {
    const onPairs = (done: number, total: number) =>
      this.line.show(done, total, `${doing}: ${countWords(done)} of ${countWords(total)} pairs`);
    return { onPairs, signal: this.signal };
  }

  /** @throws CommandError where somebody wants this to end. */
  check(): void {
    if (this.signal.aborted) throw interrupted();
  }

  note(text: string): void {
    this.line.note(text);
  }
}
