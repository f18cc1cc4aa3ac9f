/** Errors by which a worker, its device or its WebAssembly is gone. They cross worker borders, where only names are left. */
const names = ['EngineGoneError', 'TextWorkerGoneError', 'DeviceLostError', 'RuntimeError'];

/** What runtimes say of a device or a program that is gone for good, in errors of no name of their own. */
const phrases = [/device (?:was|is) lost/i, /GPUDevice.*lost/i, /\baborted\(/i, /program has already aborted/i];

/** Whether an error means that the engine must be started anew to go on, and nothing is wrong with what it was given. */
export function isEngineLoss(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return names.includes(error.name) || phrases.some((phrase) => phrase.test(error.message));
}
