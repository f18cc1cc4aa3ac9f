import type { RouteAccess } from '../access/RouteAccess';
import { answers } from '../api/answers';
import { apiRoute } from '../api/apiRoute';
import { jsonBody } from '../api/jsonBody';
import {
  newProject,
  newProtocol,
  projectBody,
  projectChange,
  projectListBody,
  projectParams,
  protocolBody,
  protocolListBody,
  protocolParams,
  protocolTextBody,
} from './schemas';

/** The routes of projects, as programs read them. Paths are below `/v1`. */

const ofProject = { who: 'member', project: 'projectId' } as const;

/** Whoever works in a project. */
export const everyMember: RouteAccess = {
  ...ofProject,
  roles: ['annotator', 'adjudicator', 'curator'],
  scope: 'labels:read',
};
/** Whoever decides what a project judges. */
export const curators: RouteAccess = { ...ofProject, roles: ['curator'], scope: 'data:write' };
/** Whoever may see what stands behind the pairs: labels, and what everybody said. */
export const dataReaders: RouteAccess = { ...ofProject, roles: ['curator'], scope: 'data:read' };

export const problemsOfProject = { 404: 'There is none', 422: 'The request breaks a rule', 503: 'The database fails' };

export const listProjects = apiRoute(
  {
    method: 'get',
    path: '/projects',
    summary: 'The projects that you belong to',
    responses: answers('The projects', projectListBody, { 503: problemsOfProject[503] }),
  },
  { who: 'signed in', scope: 'labels:read' },
);

export const createProject = apiRoute(
  {
    method: 'post',
    path: '/projects',
    summary: 'Make a project and its ledger',
    request: { body: jsonBody(newProject) },
    responses: answers('The project', projectBody, { ...problemsOfProject, 409: 'The id is taken' }),
  },
  { who: 'admin', scope: 'admin' },
  'project.create',
);

export const getProject = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}',
    summary: 'A project with its settings and the protocol in force',
    request: { params: projectParams },
    responses: answers('The project', projectBody, problemsOfProject),
  },
  everyMember,
);

export const changeProject = apiRoute(
  {
    method: 'patch',
    path: '/projects/{projectId}',
    summary: 'Change name or settings; tasks that are there keep theirs',
    request: {
      params: projectParams,
      body: jsonBody(projectChange),
    },
    responses: answers('The project', projectBody, problemsOfProject),
  },
  curators,
  'project.change',
);

export const listProtocols = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/protocols',
    summary: 'All versions of the written protocol; the last one is in force',
    request: { params: projectParams },
    responses: answers('The versions', protocolListBody, problemsOfProject),
  },
  everyMember,
);

export const getProtocol = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/protocols/{number}',
    summary: 'One version with its text',
    request: { params: protocolParams },
    responses: answers('The version', protocolTextBody, problemsOfProject),
  },
  everyMember,
);

export const addProtocol = apiRoute(
  {
    method: 'post',
    path: '/projects/{projectId}/protocols',
    summary: 'Put a protocol in force; a version never changes',
    request: {
      params: projectParams,
      body: jsonBody(newProtocol),
    },
    responses: answers('The version', protocolBody, { ...problemsOfProject, 409: 'The name stands for another text' }),
  },
  curators,
  'protocol.add',
);
