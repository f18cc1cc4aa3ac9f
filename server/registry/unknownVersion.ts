import { ProblemError } from '../api/ProblemError';

/** The refusal where there is no such version. */
export function unknownVersion(name: string, version: string): ProblemError {
  const detail = `There is no model ${JSON.stringify(name)} with the version ${JSON.stringify(version)} here; list the models.`;
  return new ProblemError(404, 'No such version', detail);
}
