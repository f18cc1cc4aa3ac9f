import type { ByteSource } from '../../pairs/ByteSource';
import { idAt } from '../../pairs/idBytes';
import type { RemoteFile } from '../../pairs/RemoteFile';
import { sha256Hex } from '../../pairs/sha256Hex';
import type { StoredRewards } from '../../rewards/StoredRewards';
import { benchmarks } from '../benchmarks';
import type { BenchmarkResult } from '../BenchmarkResult';
import { BenchmarkError } from '../BenchmarkError';
import { reasonAgainst } from '../reasonAgainst';
import type { BenchmarkReport, ReportFile } from '../report/BenchmarkReport';
import { itemScoresText } from '../report/itemScoresText';
import { scoreBenchmark, usualSettings, type RewardsOf } from '../scoreBenchmark';
import { RewardsTable } from '../scores/RewardsTable';
import { rewardsLayout } from '../scores/readRewards';
import type {
  BenchmarkContract,
  CommonFigures,
  DataFacts,
  GivenFile,
  ItemLines,
  ItemQuestion,
  ItemText,
  ReportAbout,
  ResponseReward,
  ScoresFacts,
} from './BenchmarkContract';
import { BenchmarkData } from './BenchmarkData';
import { itemLines } from './itemLines';
import { makeReport } from './makeReport';
import { ModelRewards } from './ModelRewards';
import { partialFigures } from './partialFigures';
import { readBenchmarkFile } from './readBenchmarkFile';
import type { ResponseRequest } from './ResponseRequest';
import { sampleRun, type RunSample } from './RunSample';
import { wholeFile } from './wholeFile';

/** What the service reads of the store (`src/store/Store.ts`). */
export interface RewardsReader {
  eachRewards(checkpoint: string, take: (rewards: StoredRewards) => void): Promise<void>;
}

/** What it needs of the worker that it runs in. */
export interface BenchmarkSurroundings {
  openStore(): Promise<RewardsReader>;
  /** The bytes of a file on a hub, by ranges. */
  openRemote(file: RemoteFile): ByteSource;
}

/** One benchmark's data with the rewards of models. */
interface Opened {
  data: BenchmarkData;
  models: Map<string, ModelRewards>;
  scores: Map<string, RewardsTable>;
}

/** The worker's side of `BenchmarkContract`, which says what each verb does. */
export class BenchmarkService implements BenchmarkContract {
  readonly #surroundings: BenchmarkSurroundings;
  readonly #opened = new Map<string, Opened>();
  #store: Promise<RewardsReader> | null = null;

  constructor(surroundings: BenchmarkSurroundings) {
    this.#surroundings = surroundings;
  }

  async readData(name: string, files: GivenFile[]): Promise<{ facts: DataFacts; contents: Blob[] }> {
    const named = await this.#contents(files);
    const data = await BenchmarkData.read(benchmarkNamed(name), named);
    this.#opened.set(name, { data, models: new Map(), scores: new Map() });
    return { facts: data.facts, contents: named.map(({ content }) => content) };
  }

  async forgetData(name: string): Promise<void> {
    this.#opened.delete(name);
  }

  async readScores(name: string, files: GivenFile[]): Promise<ScoresFacts> {
    const { data, scores } = this.#of(name);
    const table = new RewardsTable(data.benchmark);
    const read: ReportFile[] = [];
    for (const { name: file, content } of await this.#contents(files))
      read.push(await readBenchmarkFile(content, file, (row) => table.add(row.file, row.line, row.columns)));
    const names = read.map((file) => file.name).join(', ');
    if (table.size === 0) throw new BenchmarkError(`There are no rewards in ${names}. ${rewardsLayout}`);
    const items = data.items.filter((item) => table.rewardsOf(item) !== undefined).length;
    if (items === 0)
      throw new BenchmarkError(
        `${names} has rewards for no item of these data of ${data.benchmark.title}. Ids of items look like "${data.items[0]?.id ?? ''}".`,
      );
    const key = `scores:${sha256Hex(read.map(({ sha256 }) => sha256).join('\n')).slice(0, 16)}`;
    scores.set(key, table);
    const unknown = table.unknownIds(data.items);
    return { key, files: read, items, unknownIds: unknown.length, firstUnknown: unknown[0] ?? null };
  }

  async open(name: string, key: string, notFinite: string[]): Promise<{ known: number; responses: number }> {
    const { data, models } = this.#of(name);
    const rewards = new ModelRewards(data);
    this.#store ??= this.#surroundings.openStore();
    await (await this.#store).eachRewards(key, (stored) => rewards.add(rewardsIn(stored)));
    rewards.add(notFinite.map((id) => ({ id, reward: NaN })));
    models.set(key, rewards);
    return { known: rewards.known, responses: rewards.responses };
  }

  async sample(name: string, key: string): Promise<RunSample> {
    const rewards = this.#model(name, key);
    return sampleRun(this.#of(name).data.items, (id) => rewards.isUnknown(id));
  }

  async next(name: string, key: string, count: number): Promise<ResponseRequest[]> {
    return this.#model(name, key).next(count);
  }

  async take(name: string, key: string, rewards: ResponseReward[]): Promise<number> {
    const model = this.#model(name, key);
    model.add(rewards);
    return model.known;
  }

  async figures(name: string, key: string): Promise<BenchmarkResult> {
    const { data } = this.#of(name);
    return partialFigures(data.benchmark, data.items, this.#rewardsOf(name, key));
  }

  async report(name: string, key: string, { version, model, others }: ReportAbout): Promise<BenchmarkReport> {
    const { benchmark, items, leftOut, files } = this.#of(name).data;
    const result = scoreBenchmark(benchmark, items, this.#rewardsOf(name, key), { ...usualSettings, leftOut });
    return makeReport({ version, benchmark, data: files, leftOut, model, result, others });
  }

  async scores(name: string, key: string): Promise<string> {
    const rewardsOf = this.#rewardsOf(name, key);
    const lines = this.#of(name).data.items.map((item) => [item.id, rewardsOf(item) ?? []] as const);
    return itemScoresText(lines.filter(([, rewards]) => rewards.length > 0));
  }

  async lines(name: string, key: string, question: ItemQuestion): Promise<ItemLines> {
    return itemLines(this.#of(name).data, this.#rewardsOf(name, key), question);
  }

  async text(name: string, key: string, id: string): Promise<ItemText> {
    const item = this.#of(name).data.item(id);
    const rewards = this.#rewardsOf(name, key)(item) ?? [];
    const responses = item.responses.map((content, at) => ({
      content,
      isRight: item.isRight[at] ?? false,
      reward: rewards[at] ?? null,
    }));
    return { prompt: item.prompt, responses };
  }

  async common(name: string, keys: string[]): Promise<CommonFigures> {
    const { benchmark, items, leftOut } = this.#of(name).data;
    const models = keys.map((key) => this.#rewardsOf(name, key));
    const counts = items.filter((item) => models.every((rewardsOf) => reasonAgainst(item, rewardsOf(item)) === null));
    const shared = new Set(counts.map(({ id }) => id));
    const results = models.map((rewardsOf) =>
      scoreBenchmark(benchmark, items, (item) => (shared.has(item.id) ? rewardsOf(item) : undefined), {
        ...usualSettings,
        leftOut,
      }),
    );
    return { items: shared.size, results };
  }

  #rewardsOf(name: string, key: string): RewardsOf {
    const table = this.#of(name).scores.get(key);
    if (table) return (item) => table.rewardsOf(item);
    const model = this.#model(name, key);
    return (item) => model.rewardsOf(item);
  }

  #model(name: string, key: string): ModelRewards {
    const model = this.#of(name).models.get(key);
    if (model) return model;
    throw new Error(`The rewards ${key} are not open. Reload the page and try again.`);
  }

  #of(name: string): Opened {
    const opened = this.#opened.get(name);
    if (opened) return opened;
    throw new Error(`The data of ${benchmarkNamed(name).title} are not read. Choose them again.`);
  }

  /** What lies on a hub is fetched whole. */
  #contents(files: readonly GivenFile[]): Promise<{ name: string; content: Blob }[]> {
    return Promise.all(
      files.map(async ({ name, file }) => {
        const content = file instanceof Blob ? file : await wholeFile(this.#surroundings.openRemote(file));
        return { name, content };
      }),
    );
  }
}

function benchmarkNamed(name: string) {
  const benchmark = benchmarks.find((one) => one.name === name);
  if (benchmark) return benchmark;
  throw new Error(`There is no benchmark "${name}"; there are ${benchmarks.map((one) => one.name).join(', ')}.`);
}

function* rewardsIn({ responses, rewards }: StoredRewards): Generator<ResponseReward> {
  for (const [at, reward] of rewards.entries())
    yield { id: idAt(responses, at), reward: Number.isNaN(reward) ? 'too_long' : reward };
}
