import * as onnx from 'onnxruntime-web/jspi';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { webgpuRuntime } from '../../../src/engine/session/webgpuRuntime';
import { claimDecoders } from '../../engine/support/decoderClaims';
import { decoderCases, decoderSource, decoderTexts } from './decoderFixtures';

onnx.env.wasm.wasmPaths = { mjs, wasm };
onnx.env.wasm.numThreads = 1;

const everyPrecision = new Set(['qwen2-1to1-odd', 'qwen3-8to1-shards']);

claimDecoders('WebGPU', {
  runtime: () => webgpuRuntime(onnx),
  source: decoderSource,
  texts: decoderTexts,
  cases: decoderCases,
  // A software adapter takes seconds to compile the kernels of one precision: the rarer ones where widths are odd and even.
  precisions: (name) => (everyPrecision.has(name) ? ['f32', 'f16', 'q8', 'q4'] : ['f32', 'q4']),
  mostTokens: 200,
  timeoutMs: 300_000,
});
