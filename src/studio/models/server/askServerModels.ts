import { readRegistry } from '../../../hub/registry/readRegistry';
import { registryPaths } from '../../../hub/registry/registryPaths';
import type { RegistryModel } from '../../../hub/registry/RegistryModel';

const patienceMs = 30_000;

/** The models of the server that gave this page; null where none answers as a registry. Rejects where it cannot say now. */
export async function askServerModels(): Promise<RegistryModel[] | null> {
  const signal = AbortSignal.timeout(patienceMs);
  const response = await fetch(registryPaths.models(), { cache: 'no-store', signal });
  if (response.status === 401 || response.status === 403)
    throw new Error('Sign in to see the models of this server; a curator of the team can let you.');
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered ${String(response.status)}; its models are asked for again.`);
  // A static server gives its page for any address.
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return isJson ? readRegistry.models(await response.json()) : null;
}
