import type { BenchmarkContract } from '../../benchmarks/run/BenchmarkContract';
import type { HubContract } from '../../pairs/sources/HubDataSet';
import benchmarkUrl from '../../../workers/benchmark?worker&url';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';

/** The worker of the benchmarks, started when it is first needed. What it has read is gone with it. */
export class BenchmarkWorker extends TypedWorker<BenchmarkContract & HubContract> {
  constructor(start: () => Worker = () => startTrustedWorker(benchmarkUrl, 'benchmark')) {
    super('benchmark', start);
  }
}
