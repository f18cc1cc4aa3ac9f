import { expose } from 'comlink';
import type { Fetch } from '../src/hub/Fetch';
import { importService } from '../src/pairs/importService';
import { hubService } from '../src/pairs/sources/hubService';
import { RemoteSource } from '../src/pairs/sources/RemoteSource';
import { openStore } from '../src/store/openStore';

/** Takes data sets in: from files of this machine and, as the one worker beside that of the checkpoints, from hubs. */
const reach: Fetch = (url, init) => fetch(url, init);
const imports = importService(
  () => openStore(),
  (file, signal) => new RemoteSource(file, { fetch: reach, signal }),
  () => new Promise((resolve) => setTimeout(resolve)),
);

expose({ ...imports, ...hubService(reach) });
