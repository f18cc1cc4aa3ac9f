/** An engine refused or could not be reached; a sentence for the person who asked. */
export class EngineError extends Error {
  override name = 'EngineError';
}
