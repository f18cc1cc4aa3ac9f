/** The engine on the processor, in browsers without a usable GPU. */
import { expose } from 'comlink';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as onnx from 'onnxruntime-web/wasm';
import { Engine } from '../src/engine/Engine';
import { wasmRuntime, wasmThreads } from '../src/engine/session/wasmRuntime';

const threads = wasmThreads(globalThis.crossOriginIsolated, navigator.hardwareConcurrency);
onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = threads;

expose(
  new Engine(() => Promise.resolve(wasmRuntime(onnx, `processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}`))),
);
