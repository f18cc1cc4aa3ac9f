import { z } from '@hono/zod-openapi';
import { oneLine } from '../../api/oneLine';
import { modelNameForm, tagForm } from '../names';

/** What the registry's routes take and give. */

const name = z.string().regex(modelNameForm, 'must be letters, digits, "-", "_" and single dots inside, 96 at most');
const tag = z
  .string()
  .regex(tagForm, 'must be lower-case letters, digits and "-", beginning with a letter, 32 at most');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a sha256 in lower-case hexadecimal');
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = oneLine(200);
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case');
const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be the number of a version')
  .transform(Number);

/** A version's number or one of its tags. */
const version = z.string().max(40);
/** Looked up among the names that the version was registered with, and never on the disk. */
const file = z.string().max(200);

export const modelParams = z.object({ name });
export const versionParams = z.object({ name, version });
export const numberParams = z.object({ name, version: versionNumber });
export const fileParams = z.object({ name, version, file });
export const tagParams = z.object({ name, tag });
export const uploadParams = z.object({ upload: uuid });
export const uploadFileParams = z.object({ upload: uuid, file });
export const importParams = z.object({ import: uuid });

const announced = z.object({ path: text, bytes: count, sha256 });

const origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), run: text }),
  z.object({
    ...{ kind: z.literal('hub'), base: text, repository: text, revision: text },
    commit: z.string().regex(/^[0-9a-f]{40}$/, 'must be a commit'),
  }),
  z.object({ kind: z.literal('upload'), folder: text }),
]);

export const uploadBody = z
  .object({
    name: z.string().max(200),
    origin,
    tags: z.array(tag).max(16).default([]),
    /** Those of the largest published models have some hundreds of shards. */
    files: z.array(announced).min(1).max(1100),
  })
  .openapi('ModelPlan');

export const tagBody = z.object({ version: z.number().int().min(1).max(999_999_999) });

export const importBody = z
  .object({
    hub: z.string().max(300).optional(),
    repository: z.string().max(200),
    revision: z.string().max(200).default('main'),
    /** What it is called here; the last part of the repository's name unless given. */
    name: z.string().max(200).optional(),
    tags: z.array(tag).max(16).default([]),
  })
  .openapi('ModelImportPlan');

const versionFields = {
  ...{ model: name, version: count, digest: sha256, architecture: z.string(), licence: z.string().nullable() },
  ...{ hasTemplate: z.boolean(), bytes: count, origin, registeredBy: z.string(), registeredAt: z.string() },
  ...{ retiredAt: z.string().nullable(), tags: z.array(tag) },
};

export const modelBody = z.object({ name, versions: z.array(z.object(versionFields)) }).openapi('Model');
export const modelListBody = z.object({ models: z.array(modelBody) }).openapi('ModelList');
export const manifestBody = z.object({ ...versionFields, files: z.array(announced) }).openapi('ModelManifest');

export const uploadStateBody = z
  .object({
    ...{ id: uuid, name, bytes: count, version: count.nullable() },
    files: z.array(announced.extend({ received: count })),
  })
  .openapi('ModelUpload');

export const importBodyState = z
  .object({
    ...{ id: uuid, hub: z.string(), repository: z.string(), revision: z.string(), name },
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    ...{ doneBytes: count, totalBytes: count, file: z.string() },
    ...{ error: z.string().nullable(), commit: z.string().nullable(), version: count.nullable() },
    ...{ startedBy: z.string(), startedAt: z.string(), endedAt: z.string().nullable() },
  })
  .openapi('ModelImport');

export const importListBody = z.object({ imports: z.array(importBodyState) }).openapi('ModelImportList');
