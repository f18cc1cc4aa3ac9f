import type { OpenAPIHono } from '@hono/zod-openapi';
import { pairOf } from '../../src/pairs/pairOf';
import type { ApiEnv } from '../api/ApiEnv';
import { createApi } from '../api/createApi';
import { jsonAnswer } from '../api/jsonAnswer';
import { principalOf } from '../api/principalOf';
import type { ProjectStore } from '../projects/ProjectStore';
import { addDataSet, getDataSet, getDataSetFile, getPairs, listDataSets, retireDataSet } from './dataSetRoutes';
import type { DataSetFiles } from './DataSetFiles';
import type { ProjectDataSets } from './ProjectDataSets';
import { receiveFile } from './receiveFile';
import { mostPairs } from './schemas';
import { sendGiven } from './sendGiven';

/** The part of the API that is about data sets. */
export function dataSetApi(projects: ProjectStore, dataSets: ProjectDataSets): OpenAPIHono<ApiEnv> {
  const api = createApi();
  const { files } = dataSets;
  api.openapi(listDataSets, async (context) => {
    const { projectId } = context.req.valid('param');
    await projects.project(projectId);
    return jsonAnswer({ dataSets: await dataSets.list(projectId) });
  });
  api.openapi(addDataSet, async (context) => {
    const { file, name = file } = context.req.valid('query');
    const { id: project } = await projects.project(context.req.valid('param').projectId);
    const { body, headers } = context.req.raw;
    const received = await receiveFile(body, Number(headers.get('Content-Length') ?? 0), files.incoming);
    const added = await dataSets.add({ project, name, file, addedBy: principalOf(context).id }, received);
    return jsonAnswer({ ...added, report: (await files.dataSet(added.id)).report });
  });
  api.openapi(getDataSet, async (context) => {
    const { projectId, dataSetId } = context.req.valid('param');
    const found = await dataSets.dataSet(projectId, dataSetId);
    return jsonAnswer({ ...found, report: (await files.dataSet(dataSetId)).report });
  });
  api.openapi(retireDataSet, async (context) => {
    const { projectId, dataSetId } = context.req.valid('param');
    return jsonAnswer(await dataSets.retire(projectId, dataSetId));
  });
  api.openapi(getPairs, async (context) => {
    const { projectId, dataSetId } = context.req.valid('param');
    const { from = 0, limit = mostPairs } = context.req.valid('query');
    const { pairs: total } = await dataSets.dataSet(projectId, dataSetId);
    return jsonAnswer({ total, from, pairs: await pairsIn(files, dataSetId, from, limit) });
  });
  api.openapi(getDataSetFile, async (context) => {
    const { projectId, dataSetId } = context.req.valid('param');
    const { file } = await dataSets.dataSet(projectId, dataSetId);
    return sendGiven(context.req.raw, await files.given(dataSetId), { name: file, tag: dataSetId });
  });
  return api;
}

async function pairsIn(files: DataSetFiles, id: string, from: number, limit: number): Promise<object[]> {
  const { index } = await files.pairs(id);
  const pairs: object[] = [];
  for (let row = from; row < Math.min(index.length, from + limit); row++) {
    const itemRow = index.itemRows[row] ?? 0;
    const [item] = await files.items(id, itemRow, itemRow + 1);
    if (item) pairs.push(pairOf(item, index.firstResponses[row] ?? 0, index.secondResponses[row] ?? 1));
  }
  return pairs;
}
