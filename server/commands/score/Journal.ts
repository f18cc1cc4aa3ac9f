import { open, rm, type FileHandle } from 'node:fs/promises';
import { checkHeader, type JournalHeader } from './JournalHeader';
import { wholeLines } from './lines';
import { RowOrder } from './RowOrder';
import type { ScoreRow } from '../../../src/rewards/scores/ScoreRow';

/** What a loss of power may cost; the end of the process alone costs nothing. */
const syncEveryMs = 5_000;

/** A score row with its place among all rows of the input, from 0. */
export interface NumberedRow {
  n: number;
  row: ScoreRow;
}

/**
 * The scores of an unfinished run: a line with what they were made of, then one line for each row as it is scored. A run
 * that was killed at any moment goes on after the last whole line. Rows come in the order of the input, but for those of
 * the piece that was being scored.
 */
export class Journal {
  private readonly order = new RowOrder<null>();
  private syncedMs = performance.now();

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /**
   * Opens the journal of an output, or begins one.
   * @param restart whether a journal that is there is dropped
   * @throws CommandError where it belongs to another run
   */
  static async open(path: string, header: JournalHeader, restart: boolean): Promise<Journal> {
    if (restart) await rm(path, { force: true });
    const journal = new Journal(path, await open(path, 'a+', 0o600));
    try {
      const end = await journal.takeIn(header);
      await journal.handle.truncate(end);
      if (end === 0) await journal.handle.appendFile(`${JSON.stringify(header)}\n`);
    } catch (error) {
      await journal.handle.close();
      throw error;
    }
    return journal;
  }

  /** Rows that are scored. */
  get rows(): number {
    return this.order.count;
  }

  has(n: number): boolean {
    return this.order.has(n);
  }

  /** Adds rows that are not there yet. */
  async append(rows: readonly NumberedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const text = rows.map(({ n, row }) => `${JSON.stringify({ n, ...row })}\n`).join('');
    await this.handle.appendFile(text);
    for (const { n } of rows) this.order.add(n, null);
  }

  /** Makes what was appended survive a loss of power, where that was not done a moment ago: disks are slow at it. */
  async syncNowAndThen(): Promise<void> {
    if (performance.now() - this.syncedMs < syncEveryMs) return;
    await this.handle.datasync();
    this.syncedMs = performance.now();
  }

  /** All rows, in the order of the input. */
  async *inOrder(): AsyncGenerator<ScoreRow> {
    const order = new RowOrder<ScoreRow>();
    for await (const { n, row } of this.all()) yield* order.add(n, row);
  }

  /** All rows, in the order in which they were scored. */
  async *all(): AsyncGenerator<NumberedRow> {
    let isHeader = true;
    for await (const { text } of wholeLines(this.path)) {
      if (!isHeader) {
        const { n, ...row } = JSON.parse(text) as ScoreRow & { n: number };
        yield { n, row };
      }
      isHeader = false;
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** Reads what is there. Returns where the last line ends that can be used; 0 where there is no whole line. */
  private async takeIn(header: JournalHeader): Promise<number> {
    let end = 0;
    for await (const line of wholeLines(this.path)) {
      const n = end === 0 ? null : placeOf(line.text);
      if (end === 0) checkHeader(this.path, line.text, header);
      else if (n === null || this.order.has(n))
        break; // a disk that lost power: what follows is scored again
      else this.order.add(n, null);
      end = line.end;
    }
    return end;
  }
}

function placeOf(line: string): number | null {
  try {
    const { n } = JSON.parse(line) as { n?: unknown };
    return typeof n === 'number' && Number.isInteger(n) && n >= 0 ? n : null;
  } catch {
    return null;
  }
}
