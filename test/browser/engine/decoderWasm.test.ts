import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as onnx from 'onnxruntime-web/wasm';
import { wasmRuntime } from '../../../src/engine/session/wasmRuntime';
import { claimDecoders } from '../../engine/support/decoderClaims';
import { decoderCases, decoderSource, decoderTexts } from './decoderFixtures';

onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = 1;

claimDecoders('WASM', {
  runtime() {
    const runtime = wasmRuntime(onnx, 'processor');
    return Promise.resolve({ ...runtime, graph: { ...runtime.graph, wholeNumbers: false } });
  },
  source: decoderSource,
  texts: decoderTexts,
  cases: decoderCases,
  precisions: () => ['f32', 'f16', 'q8', 'q4'],
  mostTokens: 1_000,
  timeoutMs: 120_000,
});
