import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wireLimits } from '../../src/sync/wire/wireLimits';
import { serveLedger, type ServedLedger } from '../support/servedLedger';
import { madeUuid } from '../verdicts/madeEvents';

let server: ServedLedger;
let generation: string;

beforeAll(async () => {
  server = await serveLedger();
  const answer = await fetch(`${server.address}/v1/stores`);
  ({ generation } = (await answer.json()) as { generation: string });
});
afterAll(() => server.close());

const address = () => `${server.address}/v1/stores/main/batches/${madeUuid(9)}`;
const json = { 'Content-Type': 'application/json' };
const batch = (event: string) => `{"client":"${madeUuid(1)}","generation":"${generation}","events":[${event}]}`;
const put = (body: BodyInit, headers: Record<string, string> = json) =>
  fetch(address(), { method: 'PUT', headers, body });

test.each([
  ['lists in lists, 200,000 deep', () => '['.repeat(200_000) + ']'.repeat(200_000)],
  ['objects in objects, 100,000 deep', () => '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
  ['a hundred thousand keys', () => `{${Array.from({ length: 100_000 }, (_, at) => `"${at}":1`).join(',')}}`],
  ['a number of 900,000 digits', () => `{"seq":${'9'.repeat(900_000)}}`],
  ['numbers beyond all bounds', () => '{"seq":1e400,"schema":-1e400,"at":1e-400}'],
  ['keys of prototypes', () => '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
  ['a text of 900,000 escapes', () => `"${'\\u0000'.repeat(150_000)}"`],
])('%s: the event is parked or refused in little time, and the server goes on', async (_, event) => {
  const started = performance.now();
  const answer = await put(batch(event()));
  expect([200, 413, 422]).toContain(answer.status);
  if (answer.status === 200) expect(await answer.json()).toMatchObject({ acked: [], rejected: [{ code: 'schema' }] });
  expect(performance.now() - started).toBeLessThan(5_000);
  expect({}).not.toHaveProperty('polluted');
  expect((await fetch(`${server.address}/v1/health`)).status).toBe(200);
});

test('a body in any packing is refused, unread', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip']) {
    const answer = await put(bomb, { ...json, 'Content-Encoding': encoding });
    expect([encoding, answer.status]).toEqual([encoding, 415]);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  }
});

test.each([
  ['a batch', () => address(), wireLimits.batchBytes],
  ['any JSON', () => `${server.address}/v1/projects`, wireLimits.batchBytes],
])('%s over its size is refused, whether it says its size or not', async (_, to, most) => {
  const size = most + 1;
  const method = to() === address() ? 'PUT' : 'POST';
  const declared = await fetch(to(), { method, headers: json, body: '['.repeat(size) });
  expect(declared.status).toBe(413);
  expect(await answerToChunks(to(), method, size)).toBe(413);
});

/** Sends a body in pieces without saying how long it is, and goes on until it is answered. */
function answerToChunks(to: string, method: string, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(to, { method, headers: json }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sending.on('error', reject);
    void (async () => {
      for (let sent = 0; sent <= bytes && !sending.destroyed; sent += 65_536) {
        sending.write('['.repeat(65_536));
        await wait(1);
      }
      sending.end();
    })();
  });
}
