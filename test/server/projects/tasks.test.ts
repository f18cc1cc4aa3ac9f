import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventDraft, Strength } from '../../../src/verdicts/VerdictEvent';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import { madeData, madeUuid, prefer } from '../../verdicts/madeEvents';
import { client, postgresRooms, rowsOf, sqliteRooms, type RoomsPlace, type ServedRooms, type Who } from './servedRooms';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const curator: Who = ['cora', 'curator'];
const ann: Who = ['ann', 'annotator'];
const ben: Who = ['ben', 'annotator'];
const eve: Who = ['eve', 'annotator'];

/** A verdict on a pair; each person has one client, numbered. */
function verdict(pair: string, person: number, seq: number, strength: Strength = 2) {
  const at = new Date(Date.UTC(2026, 10, 23) + seq * 1000).toISOString();
  const draft: EventDraft = { type: 'verdict', pair, supersedes: [], data: madeData(prefer(strength)) };
  return sealEvent(draft, {
    id: madeUuid(person * 1e6 + seq),
    storeId: madeUuid(9),
    client: madeUuid(person),
    seq,
    at,
  });
}

describe.each([
  ['SQLite', sqliteRooms],
  ['PostgreSQL', postgresRooms],
])('tasks over %s', (_name, places) => {
  let maker: { make: RoomsPlace; end(): Promise<void> } | null = null;
  let served: ServedRooms;
  let task: string;
  let reservations = 0;

  beforeAll(async () => {
    maker = await places();
  });
  afterAll(() => maker?.end());
  beforeEach(async (context) => {
    if (maker === null) return context.skip('PostgreSQL is not installed');
    served = await maker.make();
  });
  afterEach(() => served.end());

  async function makeTask(pairs: number, overlap: number, more: object = {}): Promise<string[]> {
    const { id } = await served.json(curator, 'POST', '/projects/main/data-sets?file=a.jsonl', rowsOf(pairs));
    const made = { name: 'Maths', dataSet: id, overlap, reservationMinutes: 60, ...more };
    task = String((await served.json(curator, 'POST', '/projects/main/tasks', made))['id']);
    const page = await served.json<{ pairs: { id: string }[] }>(
      curator,
      'GET',
      `/projects/main/data-sets/${String(id)}/pairs`,
    );
    return page.pairs.map(({ id: pair }) => pair);
  }

  const path = (rest: string) => `/projects/main/tasks/${task}${rest}`;

  function take(
    who: Who,
    size: number,
    id = madeUuid(7e8 + ++reservations),
    by = served,
  ): Promise<Record<string, unknown>> {
    return by.json(who, 'PUT', path(`/reservations/${id}`), { client: madeUuid(1), size });
  }

  async function given(who: Who): Promise<string[]> {
    const lines = (await (await served.ask(who, 'GET', path(`/pairs?${client}`))).text()).split('\n').filter(Boolean);
    return lines.map((line) => (JSON.parse(line) as { pair_id: string }).pair_id);
  }

  test('pairs come in the order of the task; nobody gets one that they hold, and the overlap is never passed', async () => {
    const pairs = await makeTask(6, 2);
    await take(ann, 3);
    expect(await given(ann)).toEqual(pairs.slice(0, 3));
    await take(ann, 5);
    expect(await given(ann)).toEqual(pairs);
    await take(ben, 4);
    await take(eve, 6);
    expect(await given(ben)).toEqual(pairs.slice(0, 4));
    expect(await given(eve)).toEqual(pairs.slice(4));
    expect(await take(eve, 6)).toMatchObject({ open: 0 });
    expect(await given(eve)).toEqual(pairs.slice(4));
  });

  test('pairs that lack the fewest people come first', async () => {
    const pairs = await makeTask(5, 3);
    await served.give('ann', [verdict(pairs[3] ?? '', 11, 1), verdict(pairs[4] ?? '', 11, 2)]);
    await served.give('ben', [verdict(pairs[4] ?? '', 12, 1)]);
    await take(eve, 3);
    expect(await given(eve)).toEqual([pairs[4], pairs[3], pairs[0]]);
  });

  test('single pairs may be judged by more people: they come in their place, and nobody is told which they are', async () => {
    const all = await makeTask(6, 1);
    const [, second = '', , fourth = ''] = all;
    const made = await makeTask(6, 1, { overlaps: { [second]: 2, [fourth]: 3 } });
    expect(made).toEqual(all);
    expect(JSON.stringify(await take(ann, 2))).not.toMatch(/overlaps/);
    expect(await given(ann)).toEqual(all.slice(0, 2));
    // What was begun is finished first, then the order of the task goes on.
    await take(ben, 3);
    expect(await given(ben)).toEqual([second, all[2], fourth]);
    await take(eve, 6);
    expect(await given(eve)).toEqual([fourth, all[4], all[5]]);
    await take(ann, 6);
    expect(await given(ann)).toEqual([...all.slice(0, 2), fourth]);
    expect(await take(['fay', 'annotator'], 6)).toMatchObject({ open: 0, reservations: [{ pairs: 0 }] });
    await served.give('ann', [verdict(second, 11, 1), verdict(fourth, 11, 2), verdict(all[0] ?? '', 11, 3)]);
    await served.give('ben', [verdict(second, 12, 1), verdict(fourth, 12, 2)]);
    const { tasks } = await served.json<{ tasks: object[] }>(ann, 'GET', `/projects/main/tasks?${client}`);
    expect(tasks.at(-1)).toMatchObject({ pairs: 6, done: 2, beyond: 0 });
  });

  test('a pair that the task has not can have no number of people', async () => {
    const [first = ''] = await makeTask(2, 1);
    const { id } = await served.json(curator, 'POST', '/projects/main/data-sets?file=a.jsonl', rowsOf(2));
    const answer = await served.ask(curator, 'POST', '/projects/main/tasks', {
      ...{ name: 'Other', dataSet: id, pairs: [first], overlaps: { ['0'.repeat(64)]: 2 } },
    });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('The task has no pair 0000')]);
  });

  test('a task that is asked for twice with one id is made once, and the id of another task is refused', async () => {
    const { id: dataSet } = await served.json(curator, 'POST', '/projects/main/data-sets?file=a.jsonl', rowsOf(2));
    const wanted = { id: madeUuid(77), name: 'Once', dataSet };
    const twice = await Promise.all([1, 2].map(() => served.json(curator, 'POST', '/projects/main/tasks', wanted)));
    expect(twice.map(({ id }) => id)).toEqual([wanted.id, wanted.id]);
    const { tasks } = await served.json<{ tasks: object[] }>(ann, 'GET', `/projects/main/tasks?${client}`);
    expect(tasks).toHaveLength(1);
    const other = await served.ask(curator, 'POST', '/projects/main/tasks', { ...wanted, name: 'Another' });
    expect(other.status).toBe(409);
  });

  test('a repeated request takes nothing more, and an id of somebody else is refused', async () => {
    await makeTask(6, 1);
    const id = madeUuid(999);
    await take(ann, 2, id);
    expect(await take(ann, 2, id)).toMatchObject({ open: 4, reservations: [{ pairs: 2 }] });
    const other = await served.ask(ben, 'PUT', path(`/reservations/${id}`), { client: madeUuid(1), size: 2 });
    expect(other.status).toBe(409);
  });

  test('what is given holds the texts and neither label nor rewards nor anything of others', async () => {
    const [first = ''] = await makeTask(1, 2);
    await served.give('ben', [verdict(first, 12, 1)]);
    await take(ann, 1);
    const answer = await served.ask(ann, 'GET', path(`/pairs?${client}`));
    const row = JSON.parse(await answer.text()) as Record<string, unknown>;
    expect(Object.keys(row)).toEqual(['pair_id', 'prompt', 'first', 'second', 'label', 'attributes']);
    expect(row['label']).toBeNull();
    expect(JSON.stringify(row)).not.toMatch(/chosen"|rejected"|ben/);
    expect(answer.headers.get('Content-Disposition')).toContain('attachment');
  });

  test('the label comes only after the own verdict is in the ledger, and only where the project shows it', async () => {
    const [first = '', second = ''] = await makeTask(2, 2);
    await take(ann, 2);
    const labels = async () => (await served.json<{ labels: object }>(ann, 'GET', path(`/labels?${client}`))).labels;
    expect(await labels()).toEqual({});
    await served.give('ben', [verdict(first, 12, 1), verdict(second, 12, 2)]);
    expect(await labels()).toEqual({});
    await served.give('ann', [verdict(first, 11, 1)]);
    expect(Object.keys(await labels())).toEqual([first]);
    await served.json(curator, 'PATCH', '/projects/main', { settings: { reveal: 'nothing' } });
    expect(await labels()).toEqual({});
  });

  test('an expired reservation lets others in, and its late verdicts count all the same', async () => {
    const [only = ''] = await makeTask(1, 1);
    await take(ann, 1);
    expect(await take(ben, 1)).toMatchObject({ open: 0, reservations: [{ pairs: 0 }] });
    served.clock.now = new Date(served.clock.now.getTime() + 61 * 60_000);
    await take(ben, 1);
    expect(await given(ben)).toEqual([only]);
    await served.give('ben', [verdict(only, 12, 1)]);
    await served.give('ann', [verdict(only, 11, 1, -1)]);
    const { tasks } = await served.json<{ tasks: object[] }>(ann, 'GET', `/projects/main/tasks?${client}`);
    expect(tasks[0]).toMatchObject({
      done: 1,
      beyond: 1,
      judged: 1,
      reservations: [{ judged: 1, state: 'expired' }],
    });
  });

  test('a reservation is held longer while it is held, and given back at any time', async () => {
    const pairs = await makeTask(2, 1);
    await take(ann, 2, madeUuid(500));
    const renew = () =>
      served.ask(ann, 'POST', path(`/reservations/${madeUuid(500)}/renewals`), { client: madeUuid(1) });
    served.clock.now = new Date(served.clock.now.getTime() + 50 * 60_000);
    expect(await (await renew()).json()).toMatchObject({ reservations: [{ expiresAt: '2026-11-23T11:50:00.000Z' }] });
    await served.give('ann', [verdict(pairs[0] ?? '', 11, 1)]);
    await served.json(ann, 'DELETE', path(`/reservations/${madeUuid(500)}?${client}`));
    expect((await renew()).status).toBe(409);
    expect(await given(ann)).toEqual([pairs[0]]);
    await take(ben, 2);
    expect(await given(ben)).toEqual([pairs[1]]);
    const foreign = await served.ask(ben, 'DELETE', path(`/reservations/${madeUuid(500)}?${client}`));
    expect(foreign.status).toBe(404);
  });

  test('a task may select pairs, and a closed one gives none', async () => {
    const pairs = await makeTask(5, 1);
    const selected = [pairs[4] ?? '', pairs[1] ?? ''];
    await makeTask(5, 1, { pairs: selected });
    await take(ann, 9);
    expect(await given(ann)).toEqual(selected);
    await served.json(curator, 'DELETE', path(''));
    const more = await served.ask(ben, 'PUT', path(`/reservations/${madeUuid(501)}`), { client: madeUuid(1), size: 1 });
    expect(more.status).toBe(409);
    const foreign = { name: 'x', dataSet: 'a'.repeat(64) };
    expect((await served.ask(curator, 'POST', '/projects/main/tasks', foreign)).status).toBe(404);
  });

  test('many people at once, by two servers where the database lets, never hold a pair more often than the overlap says', async () => {
    await makeTask(40, 3);
    const people: Who[] = Array.from({ length: 12 }, (_, n) => [`p${n}`, 'annotator']);
    const beside = await served.beside();
    const other = beside ?? served;
    await Promise.all(people.flatMap((who) => [take(who, 7), take(who, 6, madeUuid(8e8 + ++reservations), other)]));
    await beside?.end();
    const held = await Promise.all(people.map(given));
    for (const own of held) expect(new Set(own).size).toBe(own.length);
    const counts = new Map<string, number>();
    for (const pair of held.flat()) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBe(3);
    // 12 people want 156 places; there are 120, and all are given out.
    expect(held.flat()).toHaveLength(120);
  });

  test('which pairs are disputed is told to whoever adjudicates, without their labels, and to nobody else', async () => {
    const [same = '', other = ''] = await makeTask(3, 2);
    await served.give('ann', [verdict(same, 11, 1), verdict(other, 11, 2)]);
    await served.give('ben', [verdict(same, 12, 1), verdict(other, 12, 2, -2)]);
    const ada: Who = ['ada', 'adjudicator'];
    const tasksOf = async (who: Who) =>
      (await served.json<{ tasks: object[] }>(who, 'GET', `/projects/main/tasks?${client}`)).tasks;
    expect(await tasksOf(ada)).toMatchObject([{ disputed: 1, open: 0 }]);
    expect(await tasksOf(ann)).toMatchObject([{ disputed: null }]);
    const texts = await (await served.ask(ada, 'GET', path(`/disputed?${client}`))).text();
    expect(JSON.parse(texts)).toMatchObject({ pair_id: other, label: null });
    expect((await served.ask(ann, 'GET', path(`/disputed?${client}`))).status).toBe(403);
    expect((await served.ask(ada, 'GET', path(`/labels?${client}`))).status).toBe(403);
  });

  test('where nobody signs in each browser is a person', async () => {
    await makeTask(2, 1);
    const local: Who = ['local', 'admin'];
    await take(local, 1);
    const { tasks } = await served.json<{ tasks: object[] }>(
      local,
      'GET',
      `/projects/main/tasks?client=${madeUuid(2)}`,
    );
    expect(tasks[0]).toMatchObject({ reservations: [], open: 1 });
  });
});
