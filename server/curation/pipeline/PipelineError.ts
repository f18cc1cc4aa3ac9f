/** A plan that cannot be run as it is; the message says why and what to do. */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
}
