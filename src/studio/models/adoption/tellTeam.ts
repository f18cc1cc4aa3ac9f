import { adoptedTag } from '../../../hub/registry/RegistryModel';
import { registryPaths } from '../../../hub/registry/registryPaths';
import { answerTo } from '../../../sync/answerTo';
import type { Answered } from '../../../sync/Refusal';

const patienceMs = 30_000;

/** Puts the tag `adopted` on a version of the server that gave this page. A refusal of the kind `sign_in`: no curator is asking. */
export function tellTeam({ model, version }: { model: string; version: number }): Promise<Answered<true>> {
  const request = () =>
    fetch(registryPaths.tag(model, adoptedTag), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ version }),
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    });
  return answerTo(request, () => true as const);
}
