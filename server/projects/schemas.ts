import { z } from '@hono/zod-openapi';
import { oneLine } from '../api/oneLine';
import { projectSettings } from './ProjectSettings';

/** What the routes of projects take and give. */

const projectId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and "-", 64 at most')
  .openapi({ example: 'main' });
const name = oneLine(200);
const longestProtocol = 200_000;

export const projectParams = z.object({ projectId });
export const protocolParams = projectParams.extend({
  number: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be the number of a version')
    .transform(Number),
});

export const newProject = z.object({ id: projectId, name, settings: projectSettings.partial().optional() });
export const projectChange = z.object({ name: name.optional(), settings: projectSettings.partial().optional() });
export const newProtocol = z.object({
  text: z
    .string()
    .min(1)
    .max(longestProtocol)
    .regex(/^[^\0]*$/, 'must have no zero byte'),
});

export const protocolBody = z
  .object({
    number: z.number().int(),
    name: z.string(),
    title: z.string(),
    sha256: z.string(),
    since: z.string(),
    addedBy: z.string(),
  })
  .openapi('ProtocolVersion');

export const projectBody = z
  .object({
    id: projectId,
    name: z.string(),
    madeAt: z.string(),
    settings: projectSettings,
    protocol: protocolBody.nullable().describe('The version in force; null: the one that comes with Assay'),
  })
  .openapi('Project');

export const projectListBody = z.object({ projects: z.array(projectBody) }).openapi('ProjectList');
export const protocolListBody = z.object({ protocols: z.array(protocolBody) }).openapi('ProtocolList');
export const protocolTextBody = protocolBody.extend({ text: z.string() }).openapi('ProtocolText');

export type Project = z.infer<typeof projectBody>;
export type ProtocolVersion = z.infer<typeof protocolBody>;
