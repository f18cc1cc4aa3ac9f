import type { OnnxRuntime, Runtime } from './Runtime';

/**
 * onnxruntime-node on the processor. `ORT_DISABLE_TELEMETRY=1` must stand in the environment before the module is loaded.
 * @param onnx the module `onnxruntime-node`
 */
export function nodeRuntime(onnx: OnnxRuntime, device: string, threads = 0): Runtime {
  return {
    backend: 'node',
    device,
    onnx,
    sessionOptions: { executionProviders: ['cpu'], intraOpNumThreads: threads },
    graph: { masking: 'none', products: 'matmul', activations: 'f32', wholeNumbers: true, layers: null },
    limits: { masking: 'none', tokens: 4096, texts: 64 },
    keepsOnDevice: false,
    runTokens: 24,
    attentionSlowness: 4,
    referenceOptions: null,
    lost: null,
    release: () => undefined,
  };
}
