import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { forgetPerson } from '../../../server/access/people/forgetPerson';
import { PostgresServer } from '../../support/PostgresServer';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const postgres = await PostgresServer.start();
afterAll(() => postgres?.stop());

describe.each(postgres ? ['SQLite', 'PostgreSQL'] : ['SQLite'])('%s', (kind) => {
  let team: ServedTeam;
  beforeAll(async () => {
    team = await ServedTeam.start(kind === 'SQLite' ? undefined : await postgres?.create('forgetting'));
  });
  afterAll(() => team.close());

  test('of a forgotten person only the random id is left, whom nothing lets in; others stay as they are', async () => {
    const [ada, bob] = [await team.person('Ada Lovelace', ['annotator']), await team.person('Bob', ['annotator'])];
    await team.access.invitations.create(ada.id);
    const identity = { issuer: 'https://id.example', subject: 'ada@mail.example', person: ada.id, created_at: '2026' };
    await team.database.kysely.insertInto('identities').values(identity).execute();
    await forgetPerson(team.database, ada.id);
    const tables = ['people', 'memberships', 'tokens', 'sessions', 'invitations', 'passkeys', 'identities'] as const;
    const rows = await Promise.all(tables.map((table) => team.database.kysely.selectFrom(table).selectAll().execute()));
    const all = JSON.stringify(rows);
    expect(all).not.toMatch(/Ada|Lovelace|mail\.example/);
    expect(rows.flat().filter((row) => JSON.stringify(row).includes(ada.id))).toMatchObject([
      { id: ada.id, name: `forgotten ${ada.id}`, disabled_at: expect.any(String) },
    ]);
    expect((await team.ask('/v1/stores', { Cookie: ada.cookie })).status).toBe(401);
    expect((await team.ask('/v1/stores', { Cookie: bob.cookie })).status).toBe(200);
  });
});
