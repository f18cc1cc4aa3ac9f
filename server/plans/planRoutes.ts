import { answers, fileAnswers } from '../api/answers';
import { apiRoute } from '../api/apiRoute';
import { dataReaders } from '../projects/projectRoutes';
import { projectParams } from '../projects/schemas';
import { boardBody, changesHeaders, explanationBody, pairParams, planListBody, planParams } from './schemas';

/**
 * The routes of plans of curation, as programs read them. Paths are below `/v1`. Votes, rewards and what others said are in them: they
 * are for those who see what stands behind the pairs, and for nobody who judges blind.
 */

const problems = { 404: 'There is none', 422: 'The request breaks a rule', 503: 'Not now' };

export const listPlans = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/curation',
    summary: 'The plans of curation that run, wait or have ended for a project',
    request: { params: projectParams },
    responses: answers('The plans', planListBody, problems),
  },
  dataReaders,
);

export const getBoard = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/curation/{plan}',
    summary: 'The board of a plan: how far it is, what it made and what it took',
    request: { params: planParams },
    responses: answers('The board', boardBody, problems),
  },
  dataReaders,
);

export const followBoard = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/curation/{plan}/changes',
    summary: 'The board as it changes, as Server-Sent Events "board"; with Last-Event-ID only from the next change on',
    request: { params: planParams, headers: changesHeaders },
    responses: fileAnswers('The board, whole, at every change', { 200: 'text/event-stream' }, problems),
  },
  dataReaders,
);

export const explainPairOfPlan = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/curation/{plan}/pairs/{pair}',
    summary: 'How a pair came to its label: verdicts, votes, rewards, versions',
    request: { params: pairParams },
    responses: answers('The explanation', explanationBody, problems),
  },
  dataReaders,
);
