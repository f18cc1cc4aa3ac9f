import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readAnswer } from '../../src/sync/wire/readAnswer';
import { Sender } from '../conformance/Sender';
import { serveLedger, type ServedLedger } from '../support/servedLedger';

// Each test has a database of its own; a busy machine takes its time to make one.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let server: ServedLedger;

beforeEach(async () => {
  server = await serveLedger();
});
afterEach(() => server.close());

test('a server that lives and can write says so', async () => {
  expect(await (await fetch(`${server.address}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${server.address}/readyz`)).json()).toEqual({ status: 'ready' });
});

test('its figures count requests by route and events by outcome, and hold no id', async () => {
  const sender = await Sender.of(server.address);
  await sender.send([...sender.make(3), null]);
  await sender.digest();
  const text = await (await fetch(`${server.address}/metrics`)).text();
  expect(text).toContain('assay_ledger_events_total{outcome="acknowledged"} 3');
  expect(text).toContain('assay_ledger_events_total{outcome="rejected"} 1');
  expect(text).toContain('method="PUT",route="/v1/stores/:storeId/batches/:batchId",status="200"');
  expect(text).not.toContain(sender.client);
});

test('a server that stops lets waiting readers go, and answers them', async () => {
  const other = await serveLedger();
  const sender = await Sender.of(other.address);
  const waiting = sender.page('', { waitS: 25 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  await other.close();
  expect(readAnswer.eventsPage(await waiting).events).toEqual([]);
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('on an address of the network there is no ledger where nobody signs in', async () => {
  const closed = await serveLedger(undefined, undefined, { host: '0.0.0.0' });
  const address = closed.address.replace('0.0.0.0', '127.0.0.1');
  expect((await fetch(`${address}/v1/stores`)).status).toBe(404);
  expect((await fetch(`${address}/metrics`)).status).toBe(404);
  await closed.close();
});
