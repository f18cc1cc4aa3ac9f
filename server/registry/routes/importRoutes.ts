import { answers } from '../../api/answers';
import { apiRoute } from '../../api/apiRoute';
import { jsonBody } from '../../api/jsonBody';
import { modelCurators } from './registryRoutes';
import { importBody, importBodyState, importListBody, importParams } from './schemas';

/** The registry's routes for models that the server takes from a hub. */

const problems = { 404: 'No such import', 422: 'The request breaks a rule', 503: 'The database cannot do it now' };

export const beginImport = apiRoute(
  {
    method: 'post',
    path: '/models/imports',
    summary: 'Take a model from a hub, in the background',
    request: { body: jsonBody(importBody) },
    responses: answers('The import, waiting', importBodyState, {
      422: 'The hub may not be asked, or a name is none',
      429: 'Too many imports wait',
      503: problems[503],
    }),
  },
  modelCurators,
  'model.import',
);

export const listImports = apiRoute(
  {
    method: 'get',
    path: '/models/imports',
    summary: 'The newest imports, with how far they are',
    responses: answers('The imports', importListBody, { 503: problems[503] }),
  },
  modelCurators,
);

export const getImport = apiRoute(
  {
    method: 'get',
    path: '/models/imports/{import}',
    summary: 'How far an import is',
    request: { params: importParams },
    responses: answers('The import', importBodyState, problems),
  },
  modelCurators,
);

export const cancelImport = apiRoute(
  {
    method: 'delete',
    path: '/models/imports/{import}',
    summary: 'End an import; what has arrived stays for the next one',
    request: { params: importParams },
    responses: answers('The import as it ended', importBodyState, problems),
  },
  modelCurators,
);
