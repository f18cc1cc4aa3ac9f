import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BatchAnswer } from '../../../src/sync/wire/Batch';
import type { EventsPage } from '../../../src/sync/wire/EventsPage';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { ServedTeam } from '../../support/servedTeam';
import { madeUuid } from '../../verdicts/madeEvents';
import { ledgerRun } from '../ledger/ledgerEvents';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

/** One browser that two people use, one after the other: whose verdicts are whose. */
let team: ServedTeam;
beforeAll(async () => {
  team = await ServedTeam.start();
});
afterAll(() => team.close());

async function send(cookie: string, events: LedgerEvent[], more: object = {}): Promise<BatchAnswer> {
  const stores = await team.ask('/v1/stores', { Cookie: cookie });
  const { generation } = (await stores.json()) as { generation: string };
  const body = JSON.stringify({ client: events[0]?.client, generation, ...more, events });
  const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
  const path = `/v1/stores/main/batches/${madeUuid(77)}`;
  return (await (await team.ask(path, headers, { method: 'PUT', body })).json()) as BatchAnswer;
}

async function annotators(): Promise<Record<string, string>> {
  const { cookie } = await team.admin(`Reader ${Math.random()}`);
  const page = await team.ask('/v1/stores/main/events', { Cookie: cookie });
  return ((await page.json()) as EventsPage).annotators as Record<string, string>;
}

const codes = ({ acked, rejected }: BatchAnswer) => [acked.length, ...rejected.map(({ code }) => code)];

test('what Ada judged is not taken while Bo is signed in, nor does it become his; it goes when she is back', async () => {
  const [ada, bo] = [await team.person('Ada', ['annotator']), await team.person('Bo', ['annotator'])];
  const events = ledgerRun(1, 2, 1);
  expect(codes(await send(bo.cookie, events, { as: ada.id }))).toEqual([0, 'forbidden', 'forbidden']);
  expect((await annotators())[madeUuid(1)]).toBeUndefined();
  expect(codes(await send(ada.cookie, events, { as: ada.id }))).toEqual([2]);
  expect((await annotators())[madeUuid(1)]).toBe(ada.id);
});

test('a curator passes on what somebody else judged only behind its owner, whose it stays', async () => {
  const owner = await team.person('Owner', ['annotator']);
  const curator = await team.person('Curator', ['annotator', 'curator']);
  expect(codes(await send(curator.cookie, ledgerRun(1, 1, 2), { as: owner.id }))).toEqual([0, 'forbidden']);
  expect(codes(await send(owner.cookie, ledgerRun(1, 1, 2), { as: owner.id }))).toEqual([1]);
  expect(codes(await send(curator.cookie, ledgerRun(2, 3, 2), { as: owner.id }))).toEqual([2]);
  expect((await annotators())[madeUuid(2)]).toBe(owner.id);
});

test('a client whose owner is known takes nothing from another person who says it is theirs', async () => {
  const [first, second] = [await team.person('First', ['annotator']), await team.person('Second', ['annotator'])];
  expect(codes(await send(first.cookie, ledgerRun(1, 1, 3)))).toEqual([1]);
  expect(codes(await send(second.cookie, ledgerRun(2, 2, 3), { as: second.id }))).toEqual([0, 'forbidden']);
});
