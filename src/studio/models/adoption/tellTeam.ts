import { adoptedTag } from '../../../hub/registry/RegistryModel';
import { registryPaths } from '../../../hub/registry/registryPaths';
import { answerTo } from '../../../sync/answerTo';
import type { Answered } from '../../../sync/Refusal';

const patienceMs = 30_000;

/** Which version of a model the team works with: null takes the word back. */
export interface TeamVersion {
  model: string;
  version: number | null;
}

/**
 * Puts the tag `adopted` on a version of the server that gave this page, or takes it off. A refusal of the kind `sign_in`: no
 * curator is asking.
 */
export function tellTeam({ model, version }: TeamVersion): Promise<Answered<true>> {
  const change =
    version === null
      ? { method: 'DELETE' }
      : { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version }) };
  const request = () =>
    fetch(registryPaths.tag(model, adoptedTag), {
      ...change,
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    });
  return answerTo(request, () => true as const);
}
