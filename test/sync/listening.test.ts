import { expect, test } from 'vitest';
import { Exchange, type ExchangeTools } from '../../src/sync/Exchange';

/** A world in which nothing is to be done; counts what is asked of the server. */
function idleWorld(listen: ExchangeTools['listen']) {
  const asked = { pulls: 0, pushes: 0 };
  const tools = {
    outbox: {
      record: async () => ({ generation: 'g1', cursor: 'c1' }),
      batch: async () => (asked.pushes++, null),
      acknowledged: async () => [],
    },
    link: {
      pull: async () => {
        asked.pulls++;
        return { ok: true, value: { events: [], annotators: {}, next: 'c1', generation: 'g1', more: false } };
      },
    },
    tried: new Map<string, string>(),
    now: () => 0,
    chance: () => 0.5,
    today: () => '2026-11-23T10:00:00.000Z',
    wait: (_ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    exclusive: (round: () => Promise<void>) => round(),
    listen,
    onTaken: () => undefined,
    onMoved: () => undefined,
  };
  return { asked, exchange: new Exchange(tools as unknown as ExchangeTools) };
}

test('news of the server is fetched at once, and nothing is pushed for it', async () => {
  let tell: (isNews: boolean) => void = () => undefined;
  const { asked, exchange } = idleWorld(() => new Promise((resolve) => (tell = resolve)));
  const closing = new AbortController();
  const running = exchange.run(closing.signal);
  await expect.poll(() => asked.pulls).toBe(1);
  const before = asked.pushes;
  await expect.poll(() => (tell(true), asked.pulls)).toBeGreaterThan(1);
  expect(asked.pushes).toBe(before);
  closing.abort();
  await running;
});

test('a verdict that is given lets the listening go: it does not wait for it', async () => {
  const signals: AbortSignal[] = [];
  const { asked, exchange } = idleWorld((signal) => (signals.push(signal), new Promise(() => undefined)));
  const closing = new AbortController();
  const running = exchange.run(closing.signal);
  await expect.poll(() => signals.length).toBe(1);
  const before = asked.pushes;
  exchange.wake('stored');
  await expect.poll(() => asked.pushes).toBeGreaterThan(before);
  expect(signals[0]?.aborted).toBe(true);
  closing.abort();
  await running;
});
