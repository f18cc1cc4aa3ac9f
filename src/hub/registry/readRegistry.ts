import { isJsonObject, type JsonObject } from '../jsonObject';
import type { RegistryFile, RegistryManifest, RegistryModel, RegistryOrigin, RegistryVersion } from './RegistryModel';

/** Readers of what a registry answers. Each throws `TypeError` with the field where it is something else: a static server may stand there. */
export const readRegistry = { models: readModels, manifest: readManifest };

function readModels(body: unknown): RegistryModel[] {
  return listOf(objectOf(body, 'the answer'), 'models').map((value) => {
    const model = objectOf(value, 'models');
    return { name: textOf(model, 'name'), versions: listOf(model, 'versions').map(versionOf) };
  });
}

function readManifest(body: unknown): RegistryManifest {
  return { ...versionOf(body), files: listOf(objectOf(body, 'the answer'), 'files').map(fileOf) };
}

function versionOf(value: unknown): RegistryVersion {
  const found = objectOf(value, 'versions');
  return {
    model: textOf(found, 'model'),
    version: countOf(found, 'version'),
    digest: digestOf(found, 'digest'),
    architecture: textOf(found, 'architecture'),
    licence: found['licence'] === null ? null : textOf(found, 'licence'),
    hasTemplate: found['hasTemplate'] === true,
    bytes: countOf(found, 'bytes'),
    origin: originOf(found['origin']),
    registeredBy: textOf(found, 'registeredBy'),
    registeredAt: textOf(found, 'registeredAt'),
    retiredAt: found['retiredAt'] === null ? null : textOf(found, 'retiredAt'),
    tags: listOf(found, 'tags').map(String),
  };
}

function originOf(value: unknown): RegistryOrigin {
  const origin = objectOf(value, 'origin');
  const kind = origin['kind'];
  if (kind === 'run') return { kind, run: textOf(origin, 'run') };
  if (kind === 'upload') return { kind, folder: textOf(origin, 'folder') };
  const [base, repository] = [textOf(origin, 'base'), textOf(origin, 'repository')];
  return { kind: 'hub', base, repository, revision: textOf(origin, 'revision'), commit: textOf(origin, 'commit') };
}

function fileOf(value: unknown): RegistryFile {
  const file = objectOf(value, 'files');
  return { path: textOf(file, 'path'), bytes: countOf(file, 'bytes'), sha256: digestOf(file, 'sha256') };
}

function objectOf(value: unknown, what: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new TypeError(`The registry's ${what} must be an object; no registry of models answers there.`);
}

function listOf(value: JsonObject, field: string): unknown[] {
  const list = value[field];
  if (Array.isArray(list)) return list;
  throw new TypeError(`The registry's "${field}" must be a list; no registry of models answers there.`);
}

function textOf(value: JsonObject, field: string): string {
  const text = value[field];
  if (typeof text === 'string') return text;
  throw new TypeError(`The registry's "${field}" must be text; no registry of models answers there.`);
}

function countOf(value: JsonObject, field: string): number {
  const count = value[field];
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new TypeError(`The registry's "${field}" must be a count; no registry of models answers there.`);
}

function digestOf(value: JsonObject, field: string): string {
  const digest = textOf(value, field);
  if (/^[0-9a-f]{64}$/.test(digest)) return digest;
  throw new TypeError(`The registry's "${field}" must be a sha256; no registry of models answers there.`);
}
