import type { Backend } from '../../engine/contract';

const words: Record<Backend, string> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  node: 'Node',
};

/** Where a model runs, for people. */
export function backendWords(backend: Backend): string {
  return words[backend];
}
