import { expect, test } from 'vitest';
import { httpLink } from '../../src/sync/httpLink';

/** A server that lists these stores, and the addresses that it was asked at. */
function server(...ids: string[]) {
  const asked: string[] = [];
  const fetching = (async (path: string) => {
    asked.push(path);
    const stores = ids.map((id) => ({ id, name: `Project ${id}` }));
    return Response.json(
      path === '/v1/stores' ? { generation: 'g1', stores } : { generation: 'g1', acked: [], rejected: [], head: 'c' },
    );
  }) as typeof fetch;
  return { asked, link: httpLink('', fetching) };
}

test.each([
  ['the main project where the person has it', ['alpha', 'main'], 'main'],
  ['else the first of theirs', ['alpha', 'beta'], 'alpha'],
])('events go into %s', async (_which, ids, store) => {
  const { asked, link } = server(...ids);
  expect(await link.look()).toEqual({ ok: true, value: { generation: 'g1', store } });
  await link.push({ generation: 'g1', store }, { client: 'c', relayed: false, person: null, events: [] });
  await link.pull(store, null);
  await link.digest(store, 'c');
  expect(asked.slice(1).every((path) => path.startsWith(`/v1/stores/${store}/`))).toBe(true);
});

test('who belongs to no project is told so, and keeps everything', async () => {
  expect(await server().link.look()).toMatchObject({
    ok: false,
    refusal: { kind: 'sign_in', message: expect.stringContaining('no project') },
  });
});
