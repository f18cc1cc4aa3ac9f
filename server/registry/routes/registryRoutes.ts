import { z } from '@hono/zod-openapi';
import type { RouteAccess } from '../../access/RouteAccess';
import { answers, problemAnswers } from '../../api/answers';
import { apiRoute } from '../../api/apiRoute';
import { jsonBody } from '../../api/jsonBody';
import {
  fileParams,
  manifestBody,
  modelBody,
  modelListBody,
  modelParams,
  numberParams,
  tagBody,
  tagParams,
  versionParams,
} from './schemas';

/** The registry's routes for models that are there. Paths are below `/v1`. */

const readers: RouteAccess = { who: 'signed in', scope: 'models:read' };
export const modelCurators: RouteAccess = { who: 'member of any', roles: ['curator'], scope: 'models:write' };

const problems = { 404: 'No such model', 422: 'The request breaks a rule', 503: 'The database cannot do it now' };
const bytes = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } };

export const listModels = apiRoute(
  {
    method: 'get',
    path: '/models',
    summary: 'The models of this server with their versions, the newest first',
    responses: answers('The models', modelListBody, { 503: problems[503] }),
  },
  readers,
);

export const getModel = apiRoute(
  {
    method: 'get',
    path: '/models/{name}',
    summary: 'A model with all its versions, retired ones too',
    request: { params: modelParams },
    responses: answers('The model', modelBody, problems),
  },
  readers,
);

export const getVersion = apiRoute(
  {
    method: 'get',
    path: '/models/{name}/versions/{version}',
    summary: 'What a version is and which files it has, by its number or a tag',
    request: { params: versionParams },
    responses: answers('The manifest', manifestBody, problems),
  },
  readers,
);

export const getFile = apiRoute(
  {
    method: 'get',
    path: '/models/{name}/versions/{version}/files/{file}',
    summary: 'A file of a version, whole or a range of it; its entity tag is its sha256',
    request: { params: fileParams },
    responses: {
      200: { description: 'The file', content: bytes },
      206: { description: 'The range of it', content: bytes },
      304: { description: 'Not modified' },
      416: { description: 'The range begins behind its end' },
      ...problemAnswers({ ...problems, 410: 'The version is retired' }),
    },
  },
  readers,
);

export const retireVersion = apiRoute(
  {
    method: 'delete',
    path: '/models/{name}/versions/{version}',
    summary: 'Retire a version: it stays listed, its files go',
    request: { params: numberParams },
    responses: answers('The model as it is now', modelBody, problems),
  },
  modelCurators,
  'model.retire',
);

export const putTag = apiRoute(
  {
    method: 'put',
    path: '/models/{name}/tags/{tag}',
    summary: 'Put a tag on a version',
    request: { params: tagParams, body: jsonBody(tagBody) },
    responses: answers('The model as it is now', modelBody, problems),
  },
  modelCurators,
  'model.tag',
);

export const deleteTag = apiRoute(
  {
    method: 'delete',
    path: '/models/{name}/tags/{tag}',
    summary: 'Take a tag off a version',
    request: { params: tagParams },
    responses: answers('The model as it is now', modelBody, problems),
  },
  modelCurators,
  'model.untag',
);
