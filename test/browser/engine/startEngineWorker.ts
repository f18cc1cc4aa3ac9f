import asyncifyUrl from '../../../workers/engine-webgpu-asyncify?worker&url';
import jspiUrl from '../../../workers/engine-webgpu-jspi?worker&url';
import wasmUrl from '../../../workers/engine-wasm?worker&url';
import type { WorkerKind } from '../../../src/engine/EngineClient';

const urls: Record<WorkerKind, string> = { jspi: jspiUrl, asyncify: asyncifyUrl, wasm: wasmUrl };

/** The studio's own workers, started without its Trusted Types policy. */
export function startEngineWorker(kind: WorkerKind): Worker {
  return new Worker(urls[kind], { type: 'module', name: `engine-${kind}` });
}
