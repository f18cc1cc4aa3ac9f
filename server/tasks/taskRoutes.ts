import type { RouteAccess } from '../access/RouteAccess';
import { answers, fileAnswers } from '../api/answers';
import { apiRoute } from '../api/apiRoute';
import { jsonBody } from '../api/jsonBody';
import { curators, everyMember, problemsOfProject } from '../projects/projectRoutes';
import { projectParams } from '../projects/schemas';
import {
  clientBody,
  clientQuery,
  labelsBody,
  newTask,
  reservationParams,
  reserveBody,
  taskBody,
  taskListBody,
  taskParams,
} from './schemas';

/** The routes of tasks, as programs read them. Paths are below `/v1`. */

const judges = { who: 'member', roles: ['annotator'], project: 'projectId' } as const;
const judgesReading: RouteAccess = { ...judges, scope: 'labels:read' };
const judgesWriting: RouteAccess = { ...judges, scope: 'labels:write' };

const task = (problems: Record<number, string> = {}) =>
  answers('The task', taskBody, { ...problemsOfProject, ...problems });

export const listTasks = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/tasks',
    summary: 'The tasks of a project, and what you took of them',
    request: { params: projectParams, query: clientQuery },
    responses: answers('The tasks', taskListBody, problemsOfProject),
  },
  everyMember,
);

export const createTask = apiRoute(
  {
    method: 'post',
    path: '/projects/{projectId}/tasks',
    summary: 'Have pairs of a data set judged',
    request: {
      params: projectParams,
      body: jsonBody(newTask),
    },
    responses: task({ 409: 'The data set is retired' }),
  },
  curators,
  'task.create',
);

export const closeTask = apiRoute(
  {
    method: 'delete',
    path: '/projects/{projectId}/tasks/{taskId}',
    summary: 'Close a task: nobody gets pairs of it any more',
    request: { params: taskParams },
    responses: task(),
  },
  curators,
  'task.close',
);

export const reservePairs = apiRoute(
  {
    method: 'put',
    path: '/projects/{projectId}/tasks/{taskId}/reservations/{reservationId}',
    summary: 'Take pairs to judge; repeated with the same id nothing more is taken',
    request: {
      params: reservationParams,
      body: jsonBody(reserveBody),
    },
    responses: task({ 409: 'The task is closed, or the id is taken' }),
  },
  judgesWriting,
);

export const renewReservation = apiRoute(
  {
    method: 'post',
    path: '/projects/{projectId}/tasks/{taskId}/reservations/{reservationId}/renewals',
    summary: 'Hold the pairs longer',
    request: {
      params: reservationParams,
      body: jsonBody(clientBody),
    },
    responses: task({ 409: 'They are not held any more' }),
  },
  judgesWriting,
);

export const releaseReservation = apiRoute(
  {
    method: 'delete',
    path: '/projects/{projectId}/tasks/{taskId}/reservations/{reservationId}',
    summary: 'Give the pairs back',
    request: { params: reservationParams, query: clientQuery },
    responses: task(),
  },
  judgesWriting,
);

export const getTaskPairs = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/tasks/{taskId}/pairs',
    summary: 'The texts of the pairs that you took, one a line: no label, no reward, nothing of others',
    request: { params: taskParams, query: clientQuery },
    responses: fileAnswers('The pairs', { 200: 'application/jsonl' }, problemsOfProject),
  },
  judgesReading,
);

export const getTaskLabels = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/tasks/{taskId}/labels',
    summary: 'What the source says of the pairs on which your verdict is in the ledger, if the project shows it',
    request: { params: taskParams, query: clientQuery },
    responses: answers('The labels', labelsBody, problemsOfProject),
  },
  judgesReading,
);

export const getDisputedPairs = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/tasks/{taskId}/disputed',
    summary: 'The texts of the pairs on which people differ and that nobody has decided, one a line',
    request: { params: taskParams, query: clientQuery },
    responses: fileAnswers('The pairs', { 200: 'application/jsonl' }, problemsOfProject),
  },
  { who: 'member', roles: ['adjudicator'], project: 'projectId', scope: 'labels:read' },
);
