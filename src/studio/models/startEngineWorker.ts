import asyncifyUrl from '../../../workers/engine-webgpu-asyncify?worker&url';
import jspiUrl from '../../../workers/engine-webgpu-jspi?worker&url';
import wasmUrl from '../../../workers/engine-wasm?worker&url';
import { startTrustedWorker } from '../startTrustedWorker';

const urls = { jspi: jspiUrl, asyncify: asyncifyUrl, wasm: wasmUrl };

/** One engine worker of the given build of the runtime. */
export function startEngineWorker(kind: keyof typeof urls): Worker {
  return startTrustedWorker(urls[kind], `engine-${kind}`);
}
