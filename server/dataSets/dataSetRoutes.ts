import { z } from '@hono/zod-openapi';
import { answers, fileAnswers } from '../api/answers';
import { apiRoute } from '../api/apiRoute';
import { curators, dataReaders, problemsOfProject } from '../projects/projectRoutes';
import { projectParams } from '../projects/schemas';
import {
  dataSetBody,
  dataSetListBody,
  dataSetParams,
  manifestBody,
  newDataSetQuery,
  pairsBody,
  pairsQuery,
} from './schemas';

/** The routes of data sets, as programs read them. They show labels: nobody who judges needs one of them. Paths are below `/v1`. */

const binary = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } };

const files = { 200: 'application/octet-stream', 206: 'application/octet-stream' };

export const listDataSets = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/data-sets',
    summary: 'The data sets of a project',
    request: { params: projectParams },
    responses: answers('The data sets', dataSetListBody, problemsOfProject),
  },
  dataReaders,
);

export const addDataSet = apiRoute(
  {
    method: 'post',
    path: '/projects/{projectId}/data-sets',
    summary: 'Send a file of preference data; its shape is found out, and every row that is not taken is named',
    // The body is read piece by piece in the handler; it is no value that could be checked here.
    request: { params: projectParams, query: newDataSetQuery, body: { required: true, content: binary } },
    responses: answers('The data set with its report', manifestBody, { ...problemsOfProject, 413: 'Too large' }),
  },
  curators,
  'data-set.add',
);

export const getDataSet = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/data-sets/{dataSetId}',
    summary: 'A data set with the report of its reading',
    request: { params: dataSetParams },
    responses: answers('The data set', manifestBody, problemsOfProject),
  },
  dataReaders,
);

export const retireDataSet = apiRoute(
  {
    method: 'delete',
    path: '/projects/{projectId}/data-sets/{dataSetId}',
    summary: 'Retire a data set: no new task can be made of it, and nothing of it is lost',
    request: { params: dataSetParams },
    responses: answers('The data set', dataSetBody, problemsOfProject),
  },
  curators,
  'data-set.retire',
);

export const getPairs = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/data-sets/{dataSetId}/pairs',
    summary: 'Pairs of a data set with their labels, a page at a time',
    request: { params: dataSetParams, query: pairsQuery },
    responses: answers('A page', pairsBody, problemsOfProject),
  },
  dataReaders,
);

export const getDataSetFile = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/data-sets/{dataSetId}/file',
    summary: 'The file as it was given; ranges are possible',
    request: { params: dataSetParams },
    responses: fileAnswers('The file, or a part of it', files, { ...problemsOfProject, 416: 'No such part' }),
  },
  dataReaders,
);
