/** A checkpoint folder that cannot be read or run. The message names the file (and the tensor or field), the rule and what arrived. */
export class CheckpointError extends Error {
  override readonly name: string = 'CheckpointError';

  constructor(
    readonly file: string,
    complaint: string,
  ) {
    super(`${file}: ${complaint}`);
  }
}
