import type { OnnxRuntime, Runtime } from './Runtime';

/**
 * onnxruntime-web's processor build.
 * @param onnx `onnxruntime-web/wasm`
 */
export function wasmRuntime(onnx: OnnxRuntime, device: string): Runtime {
  return {
    backend: 'wasm',
    device,
    onnx,
    sessionOptions: { executionProviders: ['wasm'] },
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

/**
 * WASM threads to use: one without cross-origin isolation. The browser counts hyperthreads, which do not help matrix
 * products, and its own work needs some.
 */
export function wasmThreads(isolated: boolean, cores: number): number {
  return isolated ? Math.max(1, Math.min(8, Math.ceil(cores / 2))) : 1;
}
