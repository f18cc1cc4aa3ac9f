import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '../../../server/access/Principal';
import { localPrincipal } from '../../../server/access/localPrincipal';
import { createApp } from '../../../server/app';
import { openDatabase } from '../../../server/database/openDatabase';
import type { FetchPolicy } from '../../../server/fetching/FetchPolicy';
import { usualPolicy } from '../../../server/fetching/usualPolicy';
import { Imports } from '../../../server/registry/imports/Imports';
import { Registry, type RegistryOptions } from '../../../server/registry/Registry';
import { registryApi } from '../../../server/registry/routes/registryApi';
import type { RegistryManifest } from '../../../src/hub/registry/RegistryModel';
import { registryPaths } from '../../../src/hub/registry/registryPaths';
import { tinyFiles } from '../../engine/support/tinyCheckpoint';

export interface ServedRegistry {
  registry: Registry;
  imports: Imports;
  dataFolder: string;
  /** A request to the app itself, without a port. */
  ask(path: string, init?: RequestInit & { as?: Principal | null }): Promise<Response>;
  /** Closes it; what it kept stays for the next of the same folder. */
  end(): Promise<void>;
}

export interface ServedOptions extends RegistryOptions {
  dataFolder?: string;
  databaseUrl?: string;
  policy?: Partial<FetchPolicy>;
}

/** The registry behind the whole app, in this process. */
export async function serveRegistry(options: ServedOptions = {}): Promise<ServedRegistry> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'assay-registry-')));
  const database = await openDatabase(dataFolder, options.databaseUrl);
  const registry = new Registry(database, dataFolder, options);
  const imports = new Imports(registry, database, { ...usualPolicy, ...options.policy });
  let caller: Principal | null = localPrincipal;
  const whoIs = () => Promise.resolve(caller);
  const parts = [registryApi(registry, imports)];
  const app = createApp({ studioRoot: dataFolder, local: true, version: '0.0.0', parts, whoIs });
  return {
    ...{ registry, imports, dataFolder },
    ask: async (path, { as = localPrincipal, ...init } = {}) => {
      caller = as;
      return app.request(`http://localhost${path}`, { ...init, headers: { Host: 'localhost', ...init.headers } });
    },
    end: async () => {
      await imports.stop();
      await database.close();
    },
  };
}

export function removeData({ dataFolder }: ServedRegistry): Promise<void> {
  return rm(dataFolder, { recursive: true, force: true });
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function planOf(files: ReadonlyMap<string, Uint8Array>, name = 'tiny', tags: string[] = []): object {
  const announced = [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256Of(bytes) }));
  return { name, origin: { kind: 'upload', folder: 'tiny' }, tags, files: announced };
}

export const asJson = (body: object, method = 'POST'): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

export async function begin(served: ServedRegistry, plan: object): Promise<{ id: string }> {
  const answer = await served.ask(registryPaths.uploads(), asJson(plan));
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as { id: string };
}

export const sendFile = (served: ServedRegistry, id: string, path: string, bytes: Uint8Array, range?: string) =>
  served.ask(registryPaths.uploadFile(id, path), {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: range ? { 'Content-Range': range } : {},
  });

/** Sends and registers a checkpoint. */
export async function push(
  served: ServedRegistry,
  files: ReadonlyMap<string, Uint8Array> = tinyFiles(),
  name = 'tiny',
  tags: string[] = [],
): Promise<RegistryManifest> {
  const { id } = await begin(served, planOf(files, name, tags));
  for (const [path, bytes] of files) {
    const answer = await sendFile(served, id, path, bytes);
    if (answer.status !== 200) throw new Error(await answer.text());
  }
  const answer = await served.ask(registryPaths.commit(id), { method: 'POST' });
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as RegistryManifest;
}

/** A tiny checkpoint that another number in its configuration makes another one. */
export function otherFiles(number: number): Map<string, Uint8Array> {
  const files = tinyFiles();
  const config = JSON.parse(new TextDecoder().decode(files.get('config.json'))) as object;
  return files.set('config.json', new TextEncoder().encode(JSON.stringify({ ...config, made: number })));
}
