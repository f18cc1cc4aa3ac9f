/** The engine's WASM worker with its choice of product kernels made from outside: `#whole` or `#exact` in its address. */
import { expose } from 'comlink';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as onnx from 'onnxruntime-web/wasm';
import { Engine } from '../../../src/engine/Engine';
import { findCheckpoints } from '../../../src/engine/EngineStorage';
import { wasmRuntime, wasmThreads } from '../../../src/engine/session/wasmRuntime';
import { openOpfs } from '../../../src/store/opfs/openOpfs';
import { startTextWorker } from '../../../workers/startTextWorker';

onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = wasmThreads(globalThis.crossOriginIsolated, navigator.hardwareConcurrency);

const usual = wasmRuntime(onnx, 'processor');
const runtime = { ...usual, graph: { ...usual.graph, wholeNumbers: location.hash === '#whole' } };
const find = findCheckpoints(() => openOpfs());
expose(new Engine(() => Promise.resolve(runtime), find, startTextWorker));
