import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Principal } from '../access/Principal';
import type { ApiEnv } from '../api/ApiEnv';
import { attachmentHeader } from '../api/attachmentHeader';
import { createApi } from '../api/createApi';
import { jsonAnswer } from '../api/jsonAnswer';
import { principalOf } from '../api/principalOf';
import type { ProjectDataSets } from '../dataSets/ProjectDataSets';
import { personOfClient } from './personOfClient';
import type { ReadModels } from './ReadModels';
import { getAgreement, getExport, getLabels, getProgress } from './readModelRoutes';
import { serverExport } from './serverExport';

/** The part of the API that gives out what the ledger folds to. */
export function readModelApi(models: ReadModels, dataSets: ProjectDataSets): OpenAPIHono<ApiEnv> {
  const api = createApi();
  api.openapi(getLabels, async (context) => {
    const { projectId } = context.req.valid('param');
    return jsonAnswer(await models.labels(projectId, context.req.valid('query').after));
  });
  api.openapi(getAgreement, async (context) => {
    const { projectId } = context.req.valid('param');
    const { position, report } = await models.agreement(projectId, context.req.valid('query').dataSet ?? null);
    return jsonAnswer({ position, report });
  });
  api.openapi(getProgress, async (context) => {
    const { projectId } = context.req.valid('param');
    const principal = principalOf(context);
    const own = personOfClient(context.req.valid('query').client, principal.id);
    return jsonAnswer(await models.progress(projectId, mayReadAll(principal, projectId) ? null : own));
  });
  api.openapi(getExport, async (context) => {
    const { projectId, profile } = context.req.valid('param');
    const { dataSet, labels, annotators, softLabels, provenance, name } = context.req.valid('query');
    const found = [];
    for (const id of [...new Set([dataSet].flat())]) found.push(await dataSets.dataSet(projectId, id));
    const fold = await models.folds.upToDate(projectId);
    const options = { labels, annotators, softLabels: softLabels === 'true', provenance: provenance === 'true' };
    const request = { dataSets: found.map(({ id }) => id), profile, name: name ?? projectId, options };
    const running = await serverExport(dataSets.files, fold, request);
    return new Response(Readable.toWeb(Readable.from(running.bytes)) as ReadableStream, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': attachmentHeader(running.name),
        'Cache-Control': 'no-store',
        'Assay-Position': String(fold.position),
      },
    });
  });
  return api;
}

function mayReadAll(principal: Principal, project: string): boolean {
  return principal.isAdmin || principal.rolesIn(project).has('curator');
}
