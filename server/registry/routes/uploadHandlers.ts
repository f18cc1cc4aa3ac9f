import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { malformed } from '../../api/malformed';
import { principalOf } from '../../api/principalOf';
import { ProblemError } from '../../api/ProblemError';
import { problem } from '../../problem';
import type { Registry } from '../Registry';
import type { UploadState } from '../Uploads';
import { beginUpload, cancelUpload, commitUpload, getUpload, putFile } from './uploadRoutes';

/** The routes for models that are being sent. */
export function addUploadRoutes(api: OpenAPIHono<ApiEnv>, { uploads, store }: Registry): void {
  api.openapi(beginUpload, async (context) =>
    Response.json(await uploads.begin(context.req.valid('json'), principalOf(context))),
  );
  api.openapi(getUpload, async (context) =>
    Response.json(await uploads.state(context.req.valid('param').upload, principalOf(context))),
  );
  api.openapi(putFile, async (context) => {
    const { upload: id, file: path } = context.req.valid('param');
    const start = startOf(context.req.header('Content-Range'));
    if (start === 'unreadable') return malformed('header', 'Content-Range is written as "bytes 0-1023/4096".');
    const by = principalOf(context);
    const state = await uploads.receive({ id, path, start }, bodyOf(context.req.raw), by);
    return state ? Response.json(state) : elsewhere(await uploads.state(id, by), path);
  });
  api.openapi(commitUpload, async (context) => {
    const { name, version } = await uploads.commit(context.req.valid('param').upload, principalOf(context));
    return Response.json(await store.manifest(name, String(version)));
  });
  api.openapi(cancelUpload, async (context) => {
    const { upload: id } = context.req.valid('param');
    await uploads.cancel(id, principalOf(context));
    return Response.json({ id });
  });
}

/** Where the bytes of a request begin in their file; null for a whole file. */
function startOf(header: string | undefined): number | null | 'unreadable' {
  if (header === undefined) return null;
  const start = /^bytes (\d{1,15})-\d{1,15}\/(?:\d{1,15}|\*)$/.exec(header)?.[1];
  return start === undefined ? 'unreadable' : Number(start);
}

/** A connection that breaks is nobody's fault: what came of it stays. */
async function* bodyOf({ body }: Request): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new ProblemError(400, 'Broken off', `The body broke off (${String(error)}); what came of it stays.`);
  }
}

function elsewhere({ files }: UploadState, path: string): Response {
  const received = files.find((file) => file.path === path)?.received ?? 0;
  const detail = `${path} has ${received} bytes here: go on from there, or send it whole without Content-Range.`;
  return problem(409, 'Other bytes are awaited', detail, {}, { code: 'upload_position', received });
}
