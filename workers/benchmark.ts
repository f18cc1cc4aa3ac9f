/** Reads benchmarks and works out their figures; what is chosen from a hub is fetched here. */
import { expose } from 'comlink';
import { BenchmarkService } from '../src/benchmarks/run/BenchmarkService';
import { hubService } from '../src/pairs/sources/hubService';
import { RemoteSource } from '../src/pairs/sources/RemoteSource';
import type { Fetch } from '../src/hub/Fetch';
import { openStore } from '../src/store/openStore';

const reach: Fetch = (url, init) => fetch(url, init);
const service = new BenchmarkService({
  openStore: () => openStore(),
  openRemote: (file) => new RemoteSource(file, { fetch: reach }),
});

expose(Object.assign(service, hubService(reach)));
