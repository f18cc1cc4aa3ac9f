import { benchmarks } from '../../benchmarks/benchmarks';
import type { DataFacts, GivenFile } from '../../benchmarks/run/BenchmarkContract';
import type { ShippedPart } from '../../benchmarks/data/shippedData';
import type { SevenFigures } from '../../benchmarks/meanOfSeven';
import type { ReportModel } from '../../benchmarks/report/BenchmarkReport';
import { version } from '../../../package.json';
import { HubSource } from '../load/HubSource.svelte';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import { BenchmarkRun } from './BenchmarkRun.svelte';
import { BenchmarkWorker } from './BenchmarkWorker';
import { KeptBenchmarks, type KeptFile, type KeptReport } from './KeptBenchmarks';
import { modelsOfReports, ownerOf } from './modelsOfReports';

/** The benchmarks' data and reports in this browser, and what is being done with them. Outlives the room. */
export class BenchmarkDesk {
  /** What data are here, by benchmark. */
  data = $state.raw<Record<string, DataFacts>>({});
  reports = $state.raw<KeptReport[]>([]);
  /** What is being read or worked out, in words; null while nothing is. */
  busy = $state<string | null>(null);
  /** What went wrong last, and with which benchmark. */
  failure = $state.raw<{ benchmark: string; message: string } | null>(null);
  /** What a person should know of the rewards that were brought last. */
  note = $state.raw<{ benchmark: string; message: string } | null>(null);
  readonly run: BenchmarkRun;
  readonly hub: HubSource;
  readonly worker: BenchmarkWorker;
  readonly kept: KeptBenchmarks;
  readonly #studio: Studio;
  #restored: Promise<void> | null = null;
  /** Reading the data that are kept, by benchmark. */
  readonly #reading = new Map<string, Promise<void>>();
  /** Which benchmark the files from the hub are for. */
  #hubFor = '';

  constructor(studio: Studio, worker = new BenchmarkWorker()) {
    this.#studio = studio;
    this.worker = worker;
    this.kept = new KeptBenchmarks(studio.store);
    this.run = new BenchmarkRun(studio, this);
    this.hub = new HubSource(studio.store, worker, (take) =>
      this.take(
        this.#hubFor,
        take.files.map(({ name, file }) => ({
          name: `${this.hub.found?.repository.split('/').at(-1) ?? ''}/${name}`,
          file,
        })),
      ),
    );
  }

  /** Takes up what earlier visits left. */
  restore(): Promise<void> {
    this.#restored ??= this.#restore();
    return this.#restored;
  }

  /** Own figures of the table of seven, by model. */
  get models() {
    return modelsOfReports(this.reports);
  }

  report(benchmark: string, key: string): KeptReport | null {
    return this.reports.find((one) => one.benchmark === benchmark && one.key === key) ?? null;
  }

  /** Whether data of the benchmark are here. */
  has(benchmark: string): boolean {
    return this.data[benchmark] !== undefined;
  }

  failureOf(benchmark: string): string | null {
    return this.failure?.benchmark === benchmark ? this.failure.message : null;
  }

  noteOf(benchmark: string): string | null {
    return this.note?.benchmark === benchmark ? this.note.message : null;
  }

  /** The files that a person looks for on the hub are for this benchmark. */
  lookFor(benchmark: string): void {
    if (this.#hubFor === benchmark) return;
    this.#hubFor = benchmark;
    this.hub.back();
    this.hub.text = '';
  }

  /** Has the worker read the data that are kept. Rejects where there are none, or they cannot be read. */
  ready(benchmark: string): Promise<void> {
    const reading = this.#reading.get(benchmark) ?? this.#readKept(benchmark);
    this.#reading.set(benchmark, reading);
    reading.catch(() => this.#reading.delete(benchmark));
    return reading;
  }

  /** Adds files to a benchmark's data; one of a name that is here already takes its place. Never rejects. */
  async take(benchmark: string, files: GivenFile[]): Promise<void> {
    if (files.length > 0) await this.#do(benchmark, 'Reading the data', () => this.#add(benchmark, files));
  }

  /** Fetches what comes with Assay. Never rejects. */
  async takeShipped({ benchmark, files }: ShippedPart): Promise<void> {
    await this.#do(benchmark, 'Fetching the data', async () => {
      const fetched = files.map(async ({ name, address }) => ({ name, file: await fetchedFile(address) }));
      await this.#add(benchmark, await Promise.all(fetched));
    });
  }

  /** Removes a benchmark's data; rewards and reports stay. Never rejects. */
  async forget(benchmark: string): Promise<void> {
    await this.#do(benchmark, 'Removing the data', async () => {
      await this.run.leave(benchmark);
      await this.kept.removeData(benchmark);
      this.#reading.delete(benchmark);
      this.data = Object.fromEntries(Object.entries(this.data).filter(([name]) => name !== benchmark));
      await this.worker.call((remote) => remote.forgetData(benchmark));
    });
  }

  /** Takes rewards that were made elsewhere, as a model of this name. Resolves to its key; null where that failed. */
  async bring(benchmark: string, files: KeptFile[], title: string): Promise<string | null> {
    let brought: string | null = null;
    await this.#do(benchmark, 'Reading the rewards', async () => {
      await this.ready(benchmark);
      const given = files.map(({ name, content }) => ({ name, file: content }));
      const facts = await this.worker.call((remote) => remote.readScores(benchmark, given));
      const name = title.trim() || facts.files.map((file) => file.name).join(', ');
      const model: ReportModel = { kind: 'scores', name, files: facts.files, unknownIds: facts.unknownIds };
      await this.keep(benchmark, facts.key, model, { kind: 'scores', notFinite: [], files });
      brought = facts.key;
      if (facts.unknownIds > 0)
        this.note = {
          benchmark,
          message: `${facts.unknownIds} ids with rewards are no items of these data, the first: ${facts.firstUnknown ?? ''}.`,
        };
    });
    return brought;
  }

  /** Works out the report of a model whose rewards the worker has, and keeps it. */
  async keep(
    benchmark: string,
    key: string,
    model: ReportModel,
    more: Pick<KeptReport, 'kind' | 'notFinite' | 'files'>,
  ): Promise<void> {
    const report = await this.worker.call((remote) => remote.report(benchmark, key, { version, model, others: {} }));
    const kept = { benchmark, key, title: model.name, report, at: new Date().toISOString(), ...more };
    await this.kept.put(kept);
    this.reports = [...this.reports.filter((one) => one.benchmark !== benchmark || one.key !== key), kept];
  }

  /** A report with the figures of the model's other reports, as they are now. */
  withOthers({ report, ...kept }: KeptReport): KeptReport['report'] {
    const owner = ownerOf(kept);
    const seven: SevenFigures = {};
    for (const other of this.reports) if (ownerOf(other) === owner) Object.assign(seven, other.report.seven);
    return { ...report, seven: { ...seven, ...report.seven } };
  }

  /** Has the worker take up the rewards that a report was made of, for its items. */
  async openReport({ benchmark, key, kind, notFinite, files }: KeptReport): Promise<void> {
    await this.ready(benchmark);
    const given = files.map(({ name, content }) => ({ name, file: content }));
    if (kind === 'scores') await this.worker.call((remote) => remote.readScores(benchmark, given));
    else if (!this.run.isOf(benchmark, key)) await this.worker.call((remote) => remote.open(benchmark, key, notFinite));
  }

  /** Removes a report; the rewards of an engine's model stay. Never rejects. */
  async remove(report: KeptReport): Promise<void> {
    await this.#do(report.benchmark, 'Removing the report', async () => {
      await this.kept.remove(report);
      this.reports = this.reports.filter((one) => one !== report);
    });
  }

  fail(benchmark: string, error: unknown): void {
    this.failure = { benchmark, message: messageOf(error) };
  }

  async #restore(): Promise<void> {
    const [reports, data] = await Promise.all([
      this.kept.reports(),
      Promise.all(benchmarks.map(async ({ name }) => [name, (await this.kept.data(name))?.facts] as const)),
    ]);
    this.reports = reports;
    this.data = Object.fromEntries(data.flatMap(([name, facts]) => (facts ? [[name, facts]] : [])));
    await this.run.restore();
  }

  async #readKept(benchmark: string): Promise<void> {
    const kept = await this.kept.data(benchmark);
    if (kept === null) throw new Error('The data of this benchmark are not here. Take them first.');
    const files = kept.files.map(({ name, content }) => ({ name, file: content }));
    const { facts } = await this.worker.call((remote) => remote.readData(benchmark, files));
    this.data = { ...this.data, [benchmark]: facts };
  }

  async #add(benchmark: string, files: GivenFile[]): Promise<void> {
    const before = (await this.kept.data(benchmark))?.files ?? [];
    const staying = before.filter(({ name }) => !files.some((file) => file.name === name));
    const all: GivenFile[] = [...staying.map(({ name, content }) => ({ name, file: content })), ...files];
    all.sort((one, other) => (one.name < other.name ? -1 : 1));
    await this.run.leave(benchmark);
    const { facts, contents } = await this.worker.call((remote) => remote.readData(benchmark, all));
    const kept = all.map(({ name }, at) => ({ name, content: contents[at] ?? new Blob() }));
    await this.kept.putData(benchmark, { files: kept, facts });
    this.#reading.set(benchmark, Promise.resolve());
    this.data = { ...this.data, [benchmark]: facts };
    this.#studio.announcer.say('The data are here.');
  }

  async #do(benchmark: string, words: string, act: () => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = words;
    this.failure = this.note = null;
    try {
      await act();
    } catch (error) {
      this.fail(benchmark, error);
    }
    this.busy = null;
  }
}

async function fetchedFile(address: string): Promise<Blob> {
  const answer = await fetch(new URL(address, document.baseURI)).catch(() => null);
  if (answer?.ok) return answer.blob();
  throw new Error(
    `${address} could not be fetched${answer ? ` (status ${String(answer.status)})` : ''}. It comes with Assay but is fetched only when it is asked for: connect and try again.`,
  );
}
