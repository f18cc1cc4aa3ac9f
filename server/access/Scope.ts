/** What a machine's token may be good for; a person's session is good for all that the person's roles allow. */
export const scopes = [
  'labels:read',
  'labels:write',
  'data:read',
  'data:write',
  'models:read',
  'models:write',
  'export:read',
  'pipeline:run',
  'metrics:read',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];
