import { expect, test } from 'vitest';
import { performMove, type MoveTools } from '../../src/sync/performMove';
import { emptyXor, fingerprintOf } from '../../src/sync/wire/fingerprint';
import { blindDraft, madeUuid, prefer, sealed } from '../verdicts/madeEvents';

const own = sealed(blindDraft(1, prefer(1)), 1, 1);
const earlier = sealed(blindDraft(2, prefer(2)), 1, 2);

/** An outbox with one acknowledged event of this client and one of a former one, and a server that has only some of them. */
function compared(onServer: Map<string, (typeof own)[]>) {
  const sentAgain: string[] = [];
  const tools = {
    tried: new Map<string, string>(),
    outbox: {
      record: async () => ({ generation: 'g1', cursor: null }),
      acknowledged: async () => [own, earlier].map((event) => ({ client: event.client, events: [event] })),
      sendAgain: async (client: string) => void sentAgain.push(client),
    },
    link: {
      async digest(_store: string, client: string) {
        const events = onServer.get(client) ?? [];
        const xor = events[0] ? fingerprintOf(events[0]) : emptyXor;
        return { ok: true, value: { generation: 'g1', client, count: events.length, xor } };
      },
    },
  } as unknown as MoveTools;
  const compare = () => performMove({ do: 'compare' }, tools);
  return { sentAgain, compare };
}

test('what the server lost without noticing is sent again, of a client that this browser was before too', async () => {
  const onServer = new Map([[own.client, [own]]]);
  const { sentAgain, compare } = compared(onServer);
  expect(await compare()).toEqual({ kind: 'compared', differ: true });
  expect(sentAgain).toEqual([madeUuid(2)]);
});

test('a difference that stays is gone after once; when it is gone and comes again, once more', async () => {
  const onServer = new Map([[own.client, [own]]]);
  const { sentAgain, compare } = compared(onServer);
  await compare();
  expect(await compare()).toEqual({ kind: 'compared', differ: false });
  onServer.set(earlier.client, [earlier]);
  await compare();
  onServer.delete(earlier.client);
  expect(await compare()).toEqual({ kind: 'compared', differ: true });
  expect(sentAgain).toEqual([madeUuid(2), madeUuid(2)]);
});
