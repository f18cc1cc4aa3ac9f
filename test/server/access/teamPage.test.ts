import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { type Role, roles } from '../../../server/access/Role';
import type { RouteAccess } from '../../../server/access/RouteAccess';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 30_000 });

const page = fileURLToPath(new URL('../../../docs/team-routes.md', import.meta.url));

interface Operation {
  summary: string;
  'x-assay-access': RouteAccess;
}

const mark = (may: boolean) => (may ? 'yes' : '');

function rowOf(method: string, path: string, { summary, 'x-assay-access': access }: Operation): string {
  const listed: readonly Role[] = 'roles' in access ? access.roles : [];
  const everybody = access.who === 'anyone' || access.who === 'signed in';
  const byRole = roles.map((role) => mark(everybody || listed.includes(role)));
  const scope = 'scope' in access ? `\`${access.scope}\`` : 'none';
  const signedOut = mark(access.who === 'anyone');
  return `| ${[`\`${method.toUpperCase()} ${path}\``, summary, signedOut, ...byRole, 'yes', scope].join(' | ')} |`;
}

test('docs/team-routes.md says what the routes declare; "npx vitest run --project node -u" on this file writes it anew', async () => {
  const team = await ServedTeam.start();
  const { paths } = (await (await team.ask('/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  await team.close();
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => rowOf(method, path, operation)),
  );
  const names = [
    'Route',
    'What it does',
    'signed out',
    ...roles.map((role) => (role === 'admin' ? 'admin of the project' : role)),
  ];
  const text = [
    '# Who may call which route',
    '',
    'Made from the routes themselves, which the guard reads too. Paths are below `/v1`. A role counts in the project that the path',
    'names; where it names none, in any project. Tokens need the scope as well. What it is about: [team.md](team.md).',
    '',
    `| ${[...names, 'admin', 'scope of a token'].join(' | ')} |`,
    `|${'---|'.repeat(names.length + 2)}`,
    ...rows,
  ].join('\n');
  await expect(`${text}
`).toMatchFileSnapshot(page);
});
