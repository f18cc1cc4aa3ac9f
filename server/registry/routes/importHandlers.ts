import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { principalOf } from '../../api/principalOf';
import type { Imports, ShownImport } from '../imports/Imports';
import { beginImport, cancelImport, getImport, listImports } from './importRoutes';

const usualHub = 'https://huggingface.co';

/** The routes for models that the server takes from a hub. */
export function addImportRoutes(api: OpenAPIHono<ApiEnv>, imports: Imports): void {
  api.openapi(beginImport, async (context) => {
    const { hub = usualHub, name = null, ...plan } = context.req.valid('json');
    return Response.json(bodyOf(await imports.begin({ hub, name, ...plan }, principalOf(context))));
  });
  api.openapi(listImports, async () => Response.json({ imports: (await imports.list()).map(bodyOf) }));
  api.openapi(getImport, async (context) =>
    Response.json(bodyOf(await imports.find(context.req.valid('param').import))),
  );
  api.openapi(cancelImport, async (context) =>
    Response.json(bodyOf(await imports.cancel(context.req.valid('param').import))),
  );
}

function bodyOf({ id, plan, state, progress, error, commit, version, owner, startedAt, endedAt }: ShownImport): object {
  const { hub, repository, revision, name } = plan;
  const { doneBytes = 0, totalBytes = 0, file = '' } = progress ?? {};
  return {
    ...{ id, hub, repository, revision, name, state, doneBytes, totalBytes, file, error, commit, version },
    ...{ startedBy: owner.name, startedAt, endedAt },
  };
}
