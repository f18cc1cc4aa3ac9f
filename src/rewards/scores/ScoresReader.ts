import type { ByteSource } from '../../pairs/ByteSource';
import { readJsonCells } from '../../pairs/containers/jsonCells';
import { readRows } from '../../pairs/containers/readRows';
import type { RawRow } from '../../pairs/containers/RowReader';
import { RowError } from '../../pairs/formats/RowError';
import { readHead } from '../../pairs/readHead';
import { prepareSha256 } from '../../pairs/sha256Hex';
import { Counter } from './Counter';
import { detectLayout } from './detectLayout';
import { GivenTable } from './GivenTable';
import { notFiniteHint } from './notFiniteHint';
import { RowIds } from './RowIds';
import type { ScoresProgress } from './ScoresContract';
import type { RewardsOfRow, ScoresLayout } from './ScoresLayout';
import type { ScoresStore } from './ScoresStore';

/** Items that are read together. */
const itemsAtATime = 256;

/** Reads a file of rewards into a table by response; rows that name rows of a data set are looked up there. */
export class ScoresReader {
  readonly table = new GivenTable();
  readonly rejected = new Counter();
  readonly ids = new RowIds();
  rows = 0;
  layout = '';
  checkpoint: string | null = null;

  constructor(
    private readonly file: string,
    private readonly onProgress: (progress: ScoresProgress) => void,
  ) {}

  /** @throws FileError where the file holds no rewards */
  async readFile(source: ByteSource): Promise<void> {
    await prepareSha256();
    const { container, jsonCells, rows: first, format } = await readHead(source, this.file, null);
    const layout = detectLayout({ rows: first, format }, this.file);
    this.layout = layout.title;
    for await (const { rows, doneBytes, kind } of readRows(source, container)) {
      const cells = kind === 'csv' ? jsonCells : [];
      for (const row of rows) this.#take(readJsonCells(row, cells), layout);
      this.onProgress({ stage: 'file', done: doneBytes, total: source.size });
    }
  }

  /** Looks up the rows that name rows of the data set. @throws FileError where its rows carry no ids */
  async readDataSet(store: Pick<ScoresStore, 'items'>, dataSet: string, items: number): Promise<void> {
    if (this.ids.isEmpty) return;
    for (let from = 0; from < items; from += itemsAtATime) {
      const to = Math.min(items, from + itemsAtATime);
      for (const item of await store.items(dataSet, from, to)) {
        for (const given of this.ids.of(item)) {
          if ('reason' in given) this.rejected.add(given.line, () => given.reason);
          else
            given.rewards.forEach((reward, at) => {
              this.table.add(item.responses[at]?.id ?? '', { reward, tokens: 0, line: given.line });
            });
        }
      }
      this.onProgress({ stage: 'data set', done: to, total: items });
    }
    this.ids.check();
  }

  #take(row: RawRow, layout: ScoresLayout): void {
    this.rows++;
    if (row.kind === 'rejected') return this.rejected.add(row.line, () => row.reason + notFiniteHint(row.sample));
    const { columns, line } = row;
    try {
      this.#given(layout.read(columns, line), line);
      const checkpoint = layout.checkpointOf(columns);
      if (typeof checkpoint === 'string') this.checkpoint ??= checkpoint;
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      this.rejected.add(line, () => error.message);
    }
  }

  #given(given: RewardsOfRow, line: number): void {
    if (given.kind === 'row') this.ids.add(given.id, line, given.rewards);
    if (given.kind !== 'responses') return;
    given.ids.forEach((id, at) => {
      this.table.add(id, { reward: given.rewards[at] ?? null, tokens: given.tokens[at] ?? 0, line });
    });
  }
}
