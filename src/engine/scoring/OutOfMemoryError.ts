import { isEngineLoss } from './isEngineLoss';

/** Not even the smallest run fits into the device's memory. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

/** What onnxruntime, WebGPU, WebAssembly and JavaScript engines say when memory is gone. They share no name or code. */
const phrases = [
  /out of memory/i,
  /\bOOM\b/,
  /std::bad_alloc/,
  /bad allocation/i,
  /failed to allocate/i,
  /allocation failed/i,
  /not enough memory/i,
  /buffer size.* exceeds/i,
  /VK_ERROR_OUT_OF_(?:DEVICE|HOST)_MEMORY/,
];

/**
 * Whether an error of a runtime means that memory ran out, so that a smaller run may succeed. A WebAssembly program that
 * aborted for it is gone, and nothing may be asked of it again.
 */
export function isOutOfMemory(error: unknown): boolean {
  if (isEngineLoss(error) || !(error instanceof Error)) return false;
  return error.name === 'GPUOutOfMemoryError' || phrases.some((phrase) => phrase.test(error.message));
}
