import { afterEach, expect, test, vi } from 'vitest';
import { batchRequest } from '../../../src/sync/batchRequest';
import type { SyncContract, SyncStatus } from '../../../src/sync/SyncContract';
import { Syncing } from '../../../src/studio/sync/Syncing.svelte';
import { blindDraft, prefer, sealed } from '../../verdicts/madeEvents';

afterEach(() => vi.restoreAllMocks());

const event = sealed(blindDraft(1, prefer(1)), 1);
const request = batchRequest(
  { generation: 'g1', store: 'main' },
  { client: event.client, relayed: false, person: null, events: [event] },
);
const counts = {
  waiting: 1,
  rejected: 0,
  acknowledgedAt: null,
  hasServer: true,
  store: 'main',
  refused: 0,
  refusedReason: null,
};
const status: SyncStatus = { ...counts, problem: null, farewell: request };

test('what waits when the page goes is sent by a request that outlives it; where nothing waits there is none', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));
  let tell: (status: SyncStatus) => void = () => undefined;
  const sync = { start: async (listener: typeof tell) => void (tell = listener) } as unknown as SyncContract;
  new Syncing(sync).start();
  tell(status);
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(fetched).toHaveBeenCalledExactlyOnceWith(
    request.path,
    expect.objectContaining({ method: 'PUT', keepalive: true, body: request.body }),
  );
  tell({ ...status, waiting: 0, farewell: null });
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(fetched).toHaveBeenCalledOnce();
});
