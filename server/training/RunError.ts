/** A run cannot be done what was asked; a sentence for the person who asked. */
export class RunError extends Error {
  override name = 'RunError';
}
