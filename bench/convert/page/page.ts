/** The page of `npm run bench convert`. */
import { wrap } from 'comlink';
import type { ConvertWorker } from './ConvertPage';
import workerUrl from './worker?worker&url';

const worker = wrap<ConvertWorker>(new Worker(workerUrl, { type: 'module', name: 'convert' }));

globalThis.convertWorker = {
  store: (base) => worker.store(base),
  convert: (digest) => worker.convert(digest),
  copy: (digest) => worker.copy(digest),
};
