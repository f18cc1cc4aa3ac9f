import { beforeEach, expect, test, vi } from 'vitest';
import { Offline } from '../../../../src/studio/offline/Offline.svelte';

/** A service worker whose state a test moves by hand. */
class FakeWorker extends EventTarget {
  state = 'installing';
  readonly messages: unknown[] = [];
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
}

class FakeContainer extends EventTarget {
  controller: object | null = null;
  readonly registration = new FakeRegistration();
  readonly register = vi.fn((url: unknown, options: unknown) => {
    void url;
    void options;
    return Promise.resolve(this.registration);
  });
  startMessages(): void {
    this.dispatchEvent(new Event('started'));
  }
}

let container: FakeContainer;
let registration: FakeRegistration;

beforeEach(() => {
  container = new FakeContainer();
  registration = container.registration;
});

async function started(): Promise<Offline> {
  const offline = new Offline(container as unknown as ServiceWorkerContainer);
  offline.start();
  await vi.waitFor(() => expect(container.register).toHaveBeenCalled());
  await Promise.resolve();
  return offline;
}

test('in development nothing is kept', () => {
  const offline = new Offline();
  offline.start();
  expect(offline.state).toBe('absent');
});

test('the first visit installs, counts bytes, and is ready', async () => {
  const worker = new FakeWorker();
  registration.installing = worker;
  const offline = await started();
  expect(offline.state).toBe('installing');
  container.dispatchEvent(new MessageEvent('message', { data: { kind: 'precached', doneBytes: 5, totalBytes: 10 } }));
  expect([offline.doneBytes, offline.totalBytes]).toEqual([5, 10]);
  worker.become('installed');
  worker.become('activated');
  expect(offline.state).toBe('ready');
});

test('a later visit is ready at once', async () => {
  registration.active = new FakeWorker();
  expect((await started()).state).toBe('ready');
});

test('a newer version shows itself, and takes over only when asked', async () => {
  registration.active = new FakeWorker();
  const offline = await started();
  const newer = new FakeWorker();
  registration.installing = newer;
  registration.dispatchEvent(new Event('updatefound'));
  expect(offline.state).toBe('ready');
  newer.become('installed');
  registration.waiting = newer;
  expect(offline.state).toBe('update');
  expect(newer.messages).toEqual([]);
  offline.reload();
  expect(newer.messages).toEqual(['activate-now']);
});

test('an update that fails leaves the version that works', async () => {
  registration.active = new FakeWorker();
  const offline = await started();
  registration.installing = new FakeWorker();
  registration.dispatchEvent(new Event('updatefound'));
  registration.installing.become('redundant');
  expect(offline.state).toBe('ready');
});

test('a first install that fails says so', async () => {
  registration.installing = new FakeWorker();
  const offline = await started();
  registration.installing.become('redundant');
  expect([offline.state, offline.reason]).toEqual(['failed', 'the browser could not keep all files']);
});

test('a registration that is refused gives its reason', async () => {
  container.register.mockRejectedValueOnce(new Error('storage is full'));
  const offline = await started();
  await vi.waitFor(() => expect(offline.state).toBe('failed'));
  expect(offline.reason).toBe('storage is full');
});

test('when another tab took the new version, this one offers to reload; the first take-over is no update', async () => {
  container.controller = {};
  registration.active = new FakeWorker();
  const old = await started();
  container.dispatchEvent(new Event('controllerchange'));
  expect(old.state).toBe('update');
  container = new FakeContainer();
  const fresh = await started();
  container.dispatchEvent(new Event('controllerchange'));
  expect(fresh.state).not.toBe('update');
});
