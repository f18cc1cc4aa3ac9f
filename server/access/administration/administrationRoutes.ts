import { answers } from '../../api/answers';
import { apiRoute } from '../../api/apiRoute';
import { jsonBody } from '../../api/jsonBody';
import { doneBody } from '../account/schemas';
import type { RouteAccess } from '../RouteAccess';
import { roles } from '../Role';
import {
  auditBody,
  auditQuery,
  fullPersonBody,
  invitationBody,
  memberBody,
  memberChange,
  memberParams,
  membersBody,
  newPerson,
  newToken,
  newTokenBody,
  peopleBody,
  personChange,
  personParams,
  projectParams,
  tokenParams,
  tokensBody,
} from './schemas';

/** People, members, tokens and the audit, for admins. Paths are below `/v1`. */

const admins: RouteAccess = { who: 'admin', scope: 'admin' };
const problems = { 422: 'The request breaks a rule', 503: 'The database fails' };
const noPerson = { ...problems, 404: 'There is no such person' };

export const listPeople = apiRoute(
  {
    method: 'get',
    path: '/people',
    summary: 'Everybody who may sign in, with their roles',
    responses: answers('The people', peopleBody, { 503: problems[503] }),
  },
  admins,
);

export const addPerson = apiRoute(
  {
    method: 'post',
    path: '/people',
    summary: 'Add a person; an invitation lets them in',
    request: { body: jsonBody(newPerson) },
    responses: answers('The person', fullPersonBody, { ...problems, 409: 'The name is taken' }),
  },
  admins,
  'person.add',
);

export const changePerson = apiRoute(
  {
    method: 'patch',
    path: '/people/{personId}',
    summary: 'Make somebody an admin or not; disable somebody, who is then signed out everywhere',
    request: { params: personParams, body: jsonBody(personChange) },
    responses: answers('The person', fullPersonBody, noPerson),
  },
  admins,
  'person.change',
);

export const invitePerson = apiRoute(
  {
    method: 'post',
    path: '/people/{personId}/invitations',
    summary: 'Make a link by which the person gets a passkey; earlier links count no more',
    request: { params: personParams },
    responses: answers('The link, shown this once', invitationBody, noPerson),
  },
  admins,
  'person.invite',
);

const ofProject = { who: 'member', project: 'projectId' } as const;

export const listMembers = apiRoute(
  {
    method: 'get',
    path: '/projects/{projectId}/members',
    summary: 'Who belongs to a project, by the names behind the ids that its ledger has',
    request: { params: projectParams },
    responses: answers('The members', membersBody, { 404: 'No such project', ...problems }),
  },
  { ...ofProject, roles, scope: 'labels:read' },
);

export const setMember = apiRoute(
  {
    method: 'put',
    path: '/projects/{projectId}/members/{personId}',
    summary: "Set a person's roles in a project; none takes the person out of it",
    request: { params: memberParams, body: jsonBody(memberChange) },
    responses: answers('The member', memberBody, { ...problems, 404: 'No such project or person' }),
  },
  { ...ofProject, roles: ['admin'], scope: 'admin' },
  'member.roles',
);

export const listTokens = apiRoute(
  {
    method: 'get',
    path: '/tokens',
    summary: 'Every token, without its secret',
    responses: answers('The tokens', tokensBody, { 503: problems[503] }),
  },
  admins,
);

export const createToken = apiRoute(
  {
    method: 'post',
    path: '/tokens',
    summary: 'Make a token for a machine; its secret is shown this once',
    request: { body: jsonBody(newToken) },
    responses: answers('The token and its secret', newTokenBody, { ...problems, 404: 'No such project or person' }),
  },
  admins,
  'token.create',
);

export const revokeToken = apiRoute(
  {
    method: 'delete',
    path: '/tokens/{tokenId}',
    summary: 'End a token at once',
    request: { params: tokenParams },
    responses: answers('It is revoked', doneBody, { ...problems, 404: 'There is no such token' }),
  },
  admins,
  'token.revoke',
);

export const readAudit = apiRoute(
  {
    method: 'get',
    path: '/audit',
    summary: 'Administrative acts, the latest first',
    request: { query: auditQuery },
    responses: answers('The acts', auditBody, problems),
  },
  admins,
);
