import * as onnx from 'onnxruntime-web/jspi';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { webgpuRuntime } from '../../../src/engine/session/webgpuRuntime';
import { claimDecoders } from '../../engine/support/decoderClaims';
import { decoderCases, decoderSource, decoderTexts } from './decoderFixtures';

onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = 1;

claimDecoders('WebGPU', {
  runtime: () => webgpuRuntime(onnx),
  source: decoderSource,
  texts: decoderTexts,
  cases: decoderCases,
  precisions: ['f32', 'f16', 'q8', 'q4'],
  mostTokens: 200,
  timeoutMs: 300_000,
});
