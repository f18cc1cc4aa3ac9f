/** The engine on the processor, in browsers without a usable GPU. */
import { expose } from 'comlink';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as onnx from 'onnxruntime-web/wasm';
import { Engine } from '../src/engine/Engine';
import { findCheckpoints } from '../src/engine/EngineStorage';
import { wasmRuntime, wasmThreads } from '../src/engine/session/wasmRuntime';
import { openOpfs } from '../src/store/opfs/openOpfs';
import { startTextWorker } from './startTextWorker';

const threads = wasmThreads(globalThis.crossOriginIsolated, navigator.hardwareConcurrency);
onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = threads;

const device = `processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
const find = findCheckpoints(() => openOpfs());
expose(new Engine(() => Promise.resolve(wasmRuntime(onnx, device)), find, startTextWorker));
