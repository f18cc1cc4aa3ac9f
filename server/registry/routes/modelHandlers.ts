import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { principalOf } from '../../api/principalOf';
import { ProblemError } from '../../api/ProblemError';
import { mediaType } from '../../files/mediaType';
import { sendFile } from '../../files/sendFile';
import type { Registry } from '../Registry';
import { unknownVersion } from '../unknownVersion';
import { deleteTag, getFile, getModel, getVersion, listModels, putTag, retireVersion } from './registryRoutes';

/** Lists change; whoever has one asks whether it is still so. */
const noStore = { 'Cache-Control': 'no-store' };

/** The routes for models that are there. */
export function addModelRoutes(api: OpenAPIHono<ApiEnv>, registry: Registry): void {
  const { store } = registry;
  const model = async (name: string) => {
    const found = await store.model(name);
    if (!found) throw unknownVersion(name, 'any');
    return Response.json(found, { headers: noStore });
  };
  api.openapi(listModels, async () => Response.json({ models: await store.models() }, { headers: noStore }));
  api.openapi(getModel, (context) => model(context.req.valid('param').name));
  api.openapi(getVersion, async (context) => {
    const { name, version } = context.req.valid('param');
    const manifest = await store.manifest(name, version);
    if (!manifest) throw unknownVersion(name, version);
    return Response.json(manifest, { headers: noStore });
  });
  api.openapi(getFile, (context) => fileAnswer(registry, context.req.valid('param'), context.req.raw));
  api.openapi(retireVersion, async (context) => {
    const { name, version } = context.req.valid('param');
    await store.retire(name, version, principalOf(context).id);
    return model(name);
  });
  api.openapi(putTag, async (context) => {
    const { name, tag } = context.req.valid('param');
    await store.tag(name, tag, context.req.valid('json').version);
    return model(name);
  });
  api.openapi(deleteTag, async (context) => {
    const { name, tag } = context.req.valid('param');
    await store.untag(name, tag);
    return model(name);
  });
}

/** Under a number the same address means the same bytes for ever; under a tag it may mean others tomorrow. */
async function fileAnswer(
  { store, blobs }: Registry,
  { name, version, file }: { name: string; version: string; file: string },
  request: Request,
): Promise<Response> {
  const entry = await store.file(name, version, file);
  if (!entry) throw unknownFile(name, version, file);
  if (entry.isRetired)
    throw new ProblemError(410, 'Retired', `Version ${version} of ${name} is retired; take another one.`);
  const blob = await blobs.find(entry.sha256);
  if (!blob) throw new ProblemError(503, 'Not there', `${file} is listed, and its content is missing on this server.`);
  const lasting = /^\d+$/.test(version) ? 'max-age=31536000, immutable' : 'no-cache';
  const response = await sendFile(request, blob, {
    type: mediaType(file),
    tag: `"${entry.sha256}"`,
    // Private: what stands between may not give it to those who are not signed in.
    cacheControl: `private, ${lasting}`,
    isPacked: false,
  });
  // Cards and templates come from outside: nobody opens them as a page of this server.
  response.headers.set('Content-Disposition', 'attachment');
  return response;
}

function unknownFile(name: string, version: string, file: string): ProblemError {
  const shown = JSON.stringify(file.slice(0, 100));
  return new ProblemError(
    404,
    'No such file',
    `There is no ${name} with the version ${version} that has a file ${shown}.`,
  );
}
