import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../api/ApiEnv';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Access } from './Access';
import { accountApi } from './account/accountApi';
import { localAccountApi } from './account/localAccountApi';
import { administrationApi } from './administration/administrationApi';
import { auditApi } from './audit/auditApi';
import { TeamAccess } from './TeamAccess';

/** The parts of the API about who may do what: all of them for a team; for one person what there is to say. */
export function accessParts(access: Access, database: SqlDatabase): OpenAPIHono<ApiEnv>[] {
  const audit = auditApi(access.audit);
  if (!(access instanceof TeamAccess)) return [localAccountApi(), audit];
  return [accountApi(access), administrationApi(access, database, (request) => peoplesAddress(access, request)), audit];
}

/** The address that people type. On this machine by its name, because passkeys are for names. */
function peoplesAddress({ setting }: TeamAccess, { headers }: Request): string {
  const host = (headers.get('Host') ?? 'localhost').replace(/^127\.0\.0\.1(?=:|$)/, 'localhost');
  return setting.publicUrl ?? `http://${host}`;
}
