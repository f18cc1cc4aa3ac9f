/** The engine on WebGPU, in browsers whose WebAssembly can wait for promises (JSPI). */
import { expose } from 'comlink';
import * as onnx from 'onnxruntime-web/jspi';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { Engine } from '../src/engine/Engine';
import { findCheckpoints } from '../src/engine/EngineStorage';
import { webgpuRuntime } from '../src/engine/session/webgpuRuntime';
import { openOpfs } from '../src/store/opfs/openOpfs';
import { startTextWorker } from './startTextWorker';

onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = 1;

const find = findCheckpoints(() => openOpfs());
expose(new Engine(() => webgpuRuntime(onnx), find, startTextWorker));
