/** What is said when a worker, its device or its WebAssembly is gone for good, whoever says it. */
const phrases = [/device (?:was|is) lost/i, /GPUDevice.*lost/i, /\baborted\(/i, /program has already aborted/i];

/** Whether an error means that the engine must be started anew to go on, and nothing is wrong with what it was given. */
export function isEngineLoss(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const isGone = error.name === 'EngineGoneError' || error.name === 'DeviceLostError';
  return isGone || error.name === 'RuntimeError' || phrases.some((phrase) => phrase.test(error.message));
}
