import type { RouteAccess } from '../access/RouteAccess';
import { answers, fileAnswers } from '../api/answers';
import { apiRoute } from '../api/apiRoute';
import { dataReaders, everyMember, problemsOfProject } from '../projects/projectRoutes';
import { projectParams } from '../projects/schemas';
import { clientQuery } from '../tasks/schemas';
import { agreementBody, exportParams, exportQuery, labelsBody, labelsQuery, progressBody, scopeQuery } from './schemas';

/** What a project's ledger folds to, as programs read it. Paths are below `/v1`. */

const exporters: RouteAccess = { who: 'member', roles: ['curator'], scope: 'export:read', project: 'projectId' };

export const getLabels = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/labels',
    summary: 'The labels that the ledger folds to, in the order of the pairs',
    request: { params: projectParams, query: labelsQuery },
    responses: answers('A page of labels', labelsBody, problemsOfProject),
  },
  dataReaders,
);

export const getAgreement = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/agreement',
    summary: 'How far people agree, over all pairs or those of a data set',
    request: { params: projectParams, query: scopeQuery },
    responses: answers('The figures', agreementBody, problemsOfProject),
  },
  dataReaders,
);

export const getProgress = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/progress',
    summary: 'How many pairs each person judged, by task; without curating your own figures only',
    request: { params: projectParams, query: clientQuery },
    responses: answers('The figures', progressBody, problemsOfProject),
  },
  everyMember,
);

export const getExport = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/exports/{profile}',
    summary:
      'Labelled pairs in a shape that trainers read: the same bytes as the studio gives; several files come as a zip',
    request: { params: exportParams, query: exportQuery },
    responses: fileAnswers('The export', { 200: 'application/octet-stream' }, problemsOfProject),
  },
  exporters,
  'export',
);
