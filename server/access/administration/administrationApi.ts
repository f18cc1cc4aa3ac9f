import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { jsonAnswer } from '../../api/jsonAnswer';
import type { SqlDatabase } from '../../database/SqlDatabase';
import type { Access } from '../Access';
import { Invitations } from '../Invitations';
import { assertProject } from '../people/assertProject';
import { expiryAfter } from '../tokens/expiryAfter';
import {
  addPerson,
  changePerson,
  createToken,
  invitePerson,
  listMembers,
  listPeople,
  listTokens,
  revokeToken,
  setMember,
} from './administrationRoutes';

/** People, members, tokens and the audit. @param addressOf the address that people type, for links */
export function administrationApi(
  access: Access,
  database: SqlDatabase,
  addressOf: (request: Request) => string,
): OpenAPIHono<ApiEnv> {
  const api = createApi();
  addPeopleRoutes(api, access, addressOf);
  addMemberRoutes(api, access, database);
  addTokenRoutes(api, access, database);
  return api;
}

function addPeopleRoutes(api: OpenAPIHono<ApiEnv>, access: Access, addressOf: (request: Request) => string): void {
  const { people, sessions, invitations } = access;
  api.openapi(listPeople, async () => jsonAnswer({ people: await people.all() }));
  api.openapi(addPerson, async (context) => {
    const { name, isAdmin } = context.req.valid('json');
    const person = await people.add(name, isAdmin);
    context.set('acted', { subject: person.id, details: { name, isAdmin } });
    return jsonAnswer(person);
  });
  api.openapi(changePerson, async (context) => {
    const { isAdmin, disabled } = context.req.valid('json');
    const { id } = await people.named(context.req.valid('param').personId);
    if (isAdmin !== undefined) await people.setAdmin(id, isAdmin);
    if (disabled !== undefined) await people.setDisabled(id, disabled);
    if (disabled) await sessions.endAll(id);
    context.set('acted', { subject: id, details: { isAdmin, disabled } });
    return jsonAnswer(await people.named(id));
  });
  api.openapi(invitePerson, async (context) => {
    const { id } = await people.named(context.req.valid('param').personId);
    const { secret, expiresAt } = await invitations.create(id);
    context.set('acted', { subject: id, details: { expiresAt } });
    return jsonAnswer({ link: Invitations.link(addressOf(context.req.raw), secret), expiresAt });
  });
}

function addMemberRoutes(api: OpenAPIHono<ApiEnv>, { people }: Access, database: SqlDatabase): void {
  api.openapi(listMembers, async (context) => {
    const { projectId } = context.req.valid('param');
    await assertProject(database, projectId);
    const found = await people.membersOf(projectId);
    const members = found.map(({ id, name, roles }) => ({ id, name, roles: roles[projectId] ?? [] }));
    return jsonAnswer({ members });
  });
  api.openapi(setMember, async (context) => {
    const { projectId, personId } = context.req.valid('param');
    const { roles } = context.req.valid('json');
    await assertProject(database, projectId);
    const { id, name } = await people.named(personId);
    await people.setRoles(id, projectId, roles);
    context.set('acted', { subject: id, project: projectId, details: { roles } });
    return jsonAnswer({ id, name, roles });
  });
}

function addTokenRoutes(api: OpenAPIHono<ApiEnv>, { people, tokens }: Access, database: SqlDatabase): void {
  api.openapi(listTokens, async () => jsonAnswer({ tokens: await tokens.all() }));
  api.openapi(createToken, async (context) => {
    const { name, scopes, project, person, days } = context.req.valid('json');
    if (project !== null) await assertProject(database, project);
    const actsFor = person === null ? null : (await people.named(person)).id;
    const made = await tokens.create({ name, scopes, project, person: actsFor, expiresAt: expiryAfter(days) });
    context.set('acted', { subject: made.token.id, details: { name, scopes, project, person: actsFor } });
    return jsonAnswer(made);
  });
  api.openapi(revokeToken, async (context) => {
    await tokens.revoke(context.req.valid('param').tokenId);
    return jsonAnswer({ done: true });
  });
}
