/** A machine that cannot be used as it is. The message says which, what it did and what to do. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
}
