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
    // onnxruntime-web 1.30 has no whole-number kernels for these products: allowed or not, rewards are the same to the last
    // bit and come as quickly (`npm run bench score`). Not allowing them keeps it so in versions that have some.
    graph: { masking: 'none', products: 'matmul', activations: 'f32', wholeNumbers: false, layers: null },
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
 * products, and its own work needs some; but where it counts two, the second one would stand idle (docs/performance.md).
 */
export function wasmThreads(isolated: boolean, cores: number): number {
  return isolated ? Math.max(Math.min(2, cores), Math.min(8, Math.ceil(cores / 2))) : 1;
}
