import type { DataFacts } from '../../benchmarks/run/BenchmarkContract';
import type { BenchmarkReport } from '../../benchmarks/report/BenchmarkReport';
import type { Store } from '../../store/Store';

export interface KeptFile {
  name: string;
  content: Blob;
}

/** A benchmark's data as this browser keeps them: the files themselves, so that they are there offline. */
export interface KeptData {
  files: KeptFile[];
  facts: DataFacts;
}

/** What a model did on a benchmark. */
export interface KeptReport {
  benchmark: string;
  /** The key of the model's rewards. */
  key: string;
  title: string;
  kind: 'engine' | 'scores';
  report: BenchmarkReport;
  /** Responses that the model gave no finite number: the store of rewards does not hold these. */
  notFinite: string[];
  /** Of rewards that were brought: the files. */
  files: KeptFile[];
  /** When it was made. */
  at: string;
}

const indexSetting = 'benchmark-reports';

type Place = Pick<KeptReport, 'benchmark' | 'key'>;

/** Data and reports of benchmarks in this browser's store. Every verb rejects with StoreError where the store does. */
export class KeptBenchmarks {
  constructor(private readonly store: Pick<Store, 'setting' | 'putSetting' | 'removeSetting'>) {}

  data(benchmark: string): Promise<KeptData | null> {
    return this.store.setting<KeptData>(dataSetting(benchmark));
  }

  putData(benchmark: string, data: KeptData): Promise<void> {
    return this.store.putSetting(dataSetting(benchmark), data);
  }

  removeData(benchmark: string): Promise<void> {
    return this.store.removeSetting(dataSetting(benchmark));
  }

  async reports(): Promise<KeptReport[]> {
    const reports = await Promise.all(
      (await this.#index()).map((place) => this.store.setting<KeptReport>(reportSetting(place))),
    );
    return reports.filter((report) => report !== null);
  }

  async put(report: KeptReport): Promise<void> {
    await this.store.putSetting(reportSetting(report), report);
    await this.#change((index) => [...without(index, report), { benchmark: report.benchmark, key: report.key }]);
  }

  async remove(place: Place): Promise<void> {
    await this.#change((index) => without(index, place));
    await this.store.removeSetting(reportSetting(place));
  }

  /** Other tabs make reports too: each change is made to what is stored now. */
  #change(change: (index: Place[]) => Place[]): Promise<void> {
    return navigator.locks.request('assay-benchmark-reports', async () => {
      await this.store.putSetting(indexSetting, change(await this.#index()));
    });
  }

  async #index(): Promise<Place[]> {
    return (await this.store.setting<Place[]>(indexSetting)) ?? [];
  }
}

function without(index: Place[], { benchmark, key }: Place): Place[] {
  return index.filter((place) => place.benchmark !== benchmark || place.key !== key);
}

function dataSetting(benchmark: string): string {
  return `benchmark-data:${benchmark}`;
}

function reportSetting({ benchmark, key }: Place): string {
  return `benchmark-report:${benchmark}:${key}`;
}
