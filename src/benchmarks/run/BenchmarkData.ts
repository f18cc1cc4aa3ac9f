import type { Benchmark } from '../Benchmark';
import { BenchmarkError } from '../BenchmarkError';
import type { BenchmarkItem } from '../BenchmarkItem';
import { BenchmarkItems } from '../BenchmarkItems';
import type { ReportFile } from '../report/BenchmarkReport';
import { scoreBenchmark } from '../scoreBenchmark';
import { responseIds } from '../scores/RewardsTable';
import type { DataFacts } from './BenchmarkContract';
import { readBenchmarkFile } from './readBenchmarkFile';

/** The data of one benchmark, read. */
export class BenchmarkData {
  readonly #ids = new Map<string, string[]>();

  private constructor(
    readonly benchmark: Benchmark,
    readonly items: readonly BenchmarkItem[],
    readonly leftOut: number,
    readonly files: ReportFile[],
  ) {}

  /** @throws BenchmarkError, FileError */
  static async read(benchmark: Benchmark, files: readonly { name: string; content: Blob }[]): Promise<BenchmarkData> {
    const items = new BenchmarkItems(benchmark);
    const read: ReportFile[] = [];
    for (const { name, content } of files)
      read.push(await readBenchmarkFile(content, name, ({ file, line, columns }) => items.add(file, line, columns)));
    if (items.items.length > 0) return new BenchmarkData(benchmark, items.items, items.leftOut, read);
    const names = files.map(({ name }) => name).join(', ');
    throw new BenchmarkError(`There is no item of ${benchmark.title} in ${names}. ${benchmark.layout}`);
  }

  get facts(): DataFacts {
    const { items, leftOut, files, benchmark } = this;
    const { subsets } = scoreBenchmark(benchmark, items, () => undefined, { draws: 0, seed: 1, leftOut });
    const responses = items.reduce((sum, item) => sum + item.responses.length, 0);
    return { items: items.length, responses, leftOut, files, subsets };
  }

  /** Content ids of an item's responses, in their order. */
  ids(item: BenchmarkItem): readonly string[] {
    const known = this.#ids.get(item.id) ?? responseIds(item);
    this.#ids.set(item.id, known);
    return known;
  }

  /** @throws Error where there is none of this id */
  item(id: string): BenchmarkItem {
    const item = this.items.find((one) => one.id === id);
    if (item) return item;
    throw new Error(`${this.benchmark.title} has no item ${id} in these data.`);
  }
}
