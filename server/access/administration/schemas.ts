import { z } from '@hono/zod-openapi';
import { oneLine } from '../../api/oneLine';
import { personBody, personName, roleList } from '../account/schemas';
import { scopes } from '../Scope';

/** What the routes of people, members, tokens and the audit take and give. */

const id = oneLine(100);
export const projectId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and "-", 64 at most');
const time = z.string();

export const personParams = z.object({ personId: id });
export const tokenParams = z.object({ tokenId: id });
export const projectParams = z.object({ projectId });
export const memberParams = z.object({ projectId, personId: id });

export const fullPersonBody = personBody.extend({ createdAt: time, disabledAt: time.nullable() }).openapi('FullPerson');
export const peopleBody = z.object({ people: z.array(fullPersonBody) }).openapi('People');
export const newPerson = z.object({ name: personName, isAdmin: z.boolean().default(false) }).openapi('NewPerson');
export const personChange = z
  .object({ isAdmin: z.boolean().optional(), disabled: z.boolean().optional() })
  .openapi('PersonChange');

export const invitationBody = z.object({ link: z.string(), expiresAt: time }).openapi('Invitation');

export const memberBody = z.object({ id: z.string(), name: z.string(), roles: roleList }).openapi('Member');
export const membersBody = z.object({ members: z.array(memberBody) }).openapi('Members');
export const memberChange = z.object({ roles: roleList }).openapi('MemberChange');

export const tokenBody = z
  .object({
    ...{ id: z.string(), name: z.string(), scopes: z.array(z.enum(scopes)), project: z.string().nullable() },
    ...{ person: z.string().nullable(), createdAt: time, expiresAt: time.nullable() },
    ...{ usedAt: time.nullable(), revokedAt: time.nullable() },
  })
  .openapi('Token');
export const tokensBody = z.object({ tokens: z.array(tokenBody) }).openapi('Tokens');
export const newTokenBody = z.object({ token: tokenBody, secret: z.string() }).openapi('MadeToken');
export const newToken = z
  .object({
    name: personName,
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    project: projectId.nullable().default(null),
    person: id.nullable().default(null),
    /** Days until it expires; 0: never. */
    days: z.number().int().min(0).max(9999).default(90),
  })
  .openapi('NewToken');

export const auditQuery = z.object({
  before: z.string().max(100).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(500))
    .optional(),
});
const entry = z
  .object({
    ...{ id: z.string(), at: time, actor: z.string(), act: z.string(), subject: z.string() },
    ...{ project: z.string().nullable(), details: z.record(z.string(), z.unknown()), address: z.string() },
  })
  .openapi('AuditEntry');
export const auditBody = z.object({ entries: z.array(entry) }).openapi('Audit');
