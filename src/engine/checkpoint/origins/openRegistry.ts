import { arriveByRange } from '../../../hub/arriveByRange';
import type { Answer, Fetch } from '../../../hub/Fetch';
import { ask, folderUrl, readJsonAnswer, type HttpAccess } from '../../../hub/http';
import { statusComplaint } from '../../../hub/hubComplaint';
import { readRegistry } from '../../../hub/registry/readRegistry';
import { registryPaths } from '../../../hub/registry/registryPaths';
import type { RegistryManifest } from '../../../hub/registry/RegistryModel';
import { TransferError } from '../../../hub/TransferError';
import type { CheckpointOrigin } from '../checkpointsContract';
import type { OfferedFile, OpenedOrigin } from './OpenedOrigin';

type RegistryAddress = Extract<CheckpointOrigin, { kind: 'registry' }>;

/**
 * A model of a server's registry: its manifest gives every file with its sha256, so that each is checked as it arrives, and goes on
 * wherever it stopped. A tag is turned into its version first: what it means tomorrow may be another one.
 */
export async function openRegistry(origin: RegistryAddress, fetch: Fetch, signal: AbortSignal): Promise<OpenedOrigin> {
  const base = folderUrl(origin.base);
  // The session of a person who has signed in goes to the page's own server, and nowhere else.
  const signedIn: Fetch = (url, init) => fetch(url, { ...init, credentials: 'same-origin' });
  const access: HttpAccess = { fetch: signedIn, base, token: origin.token, complaint: complaintAbout(origin) };
  const manifest = await readManifest(access, origin, signal);
  const { model, version, licence } = manifest;
  const files = new Map(manifest.files.map((file) => [file.path, { ...file, gitSha1: null, etag: null }]));
  return {
    // Two versions of a model stand beside each other.
    name: `${model}@${version}`,
    source: { kind: 'registry', base: base.href, model, version },
    key: JSON.stringify(['registry', base.href, model, version]),
    licence,
    digest: manifest.digest,
    listed: [...files.keys()],
    find: (path): Promise<OfferedFile | null> => Promise.resolve(files.get(path) ?? null),
    arrive: (file, start, at) =>
      arriveByRange(access, new URL(registryPaths.file(model, version, file.path), base), file, { start }, at),
  };
}

async function readManifest(
  access: HttpAccess,
  { model, version }: RegistryAddress,
  signal: AbortSignal,
): Promise<RegistryManifest> {
  const url = new URL(registryPaths.version(model, version), access.base);
  const body = await readJsonAnswer(await ask(access, url, {}, signal), signal);
  try {
    return readRegistry.manifest(body);
  } catch (error) {
    const message = `${access.base.host} does not answer as a registry of models does (${String(error)}).`;
    throw new TransferError('server', message, null, { cause: error });
  }
}

function complaintAbout({ base, model, version }: RegistryAddress): (response: Answer) => TransferError {
  const what = `${model} ${version}`;
  return (response) => {
    const { status } = response;
    if (status === 404)
      return new TransferError('unknown', `The server at ${base} has no model ${what}; list its models.`);
    if (status === 410) return new TransferError('unknown', `${what} is retired on the server; take another version.`);
    if (status === 401 || status === 403)
      return new TransferError('refused', `The server at ${base} does not let you read ${what} (${status}); sign in.`);
    return statusComplaint(response, `The server at ${base}`);
  };
}
