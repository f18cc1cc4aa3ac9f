import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RegistryModel, RegistryVersion } from '../../../src/hub/registry/RegistryModel';
import { openStore } from '../../../src/store/openStore';
import type { SyncContract, SyncStatus } from '../../../src/sync/SyncContract';
import { axeFindings } from '../axeFindings';
import { MadeRoom } from './MadeRoom';

/** A registry that answers what a test says, and counts how often it is asked. */
class MadeRegistry {
  models: RegistryModel[] | null = [];
  failure: Error | null = null;
  asked = 0;

  readonly ask = async (): Promise<RegistryModel[] | null> => {
    this.asked += 1;
    if (this.failure) throw this.failure;
    return this.models;
  };
}

const status = { hasServer: true, waiting: 0, rejected: 0, acknowledgedAt: null, problem: null, farewell: null };

function madeSync(hasServer: boolean): SyncContract {
  return {
    start: async (onStatus) => onStatus({ ...status, hasServer } as unknown as SyncStatus),
    wake: async () => undefined,
    setVisible: async () => undefined,
    rejected: async () => [],
    retryRejected: async () => undefined,
    rawOutbox: async () => new Blob([]),
  };
}

function version(model: string, number: number, changes: Partial<RegistryVersion> = {}): RegistryVersion {
  return {
    ...{ model, version: number, digest: String(number).repeat(64).slice(0, 64), licence: 'apache-2.0', bytes: 1.2e9 },
    ...{ architecture: 'Qwen3ForSequenceClassification', hasTemplate: true, registeredBy: 'Ada', retiredAt: null },
    ...{ registeredAt: '2026-11-20T10:00:00.000Z', origin: { kind: 'run', run: `bt-${number}` }, tags: [], ...changes },
  };
}

const latest = { tags: ['latest'] };
let room: MadeRoom;
let registry: MadeRegistry;

beforeEach(async () => {
  registry = new MadeRegistry();
  room = new MadeRoom();
  await meetNoServer();
});
afterEach(async () => {
  await room.close();
  await meetNoServer();
});

/** The tests of a browser share its storage, and any studio in it may have met a server. */
async function meetNoServer(): Promise<void> {
  const store = await openStore();
  await store.removeSetting('server-models-seen');
  store.close();
}

const enter = (hasServer = true) => room.enter('#/models', { sync: madeSync(hasServer), serverModels: registry.ask });
const shows = (text: string) => vi.waitFor(() => expect(room.text).toContain(text));
const entry = (name: string) => page.getByRole('article', { name });

test('what the server has stands in the room with what is known of it, and nobody else is asked for it', async () => {
  registry.models = [{ name: 'helpful', versions: [version('helpful', 2, latest), version('helpful', 1)] }];
  await enter();
  await shows('On this server');
  for (const fact of [
    'version 2 (latest)',
    'Qwen3ForSequenceClassification',
    'trained by run bt-2',
    'by Ada',
    '1.2 GB',
  ])
    await shows(fact);
  await page.getByLabelText('Version of helpful').selectOptions('1');
  await shows('trained by run bt-1');
  const list = document.querySelector('main');
  expect(list && (await axeFindings(list))).toEqual([]);
});

test('a version is taken from the server itself, shown first with what it needs, and is then in this browser', async () => {
  registry.models = [{ name: 'helpful', versions: [version('helpful', 3, latest)] }];
  await enter();
  await entry('helpful')
    .getByRole('button', { name: /^See what it needs/ })
    .click();
  await shows('Files and graph need');
  expect(room.checkpoints.origins).toEqual([
    { kind: 'registry', base: `${location.origin}/`, model: 'helpful', version: '3', token: null },
  ]);
  await shows('helpful version 3 of this server');
  const [digest] = registry.models[0]?.versions.map((one) => one.digest) ?? [];
  await page.getByRole('button', { name: 'Download and add' }).click();
  await shows('is added');
  const [stored] = room.checkpoints.stored;
  if (stored && digest)
    registry.models = [{ name: 'helpful', versions: [version('helpful', 3, { ...latest, digest: stored.digest })] }];
  await room.studio.serverModels.look();
  await shows('in this browser');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Add a model' }).click();
  await expect.element(page.getByRole('radio', { name: 'Hugging Face repository' })).toBeChecked();
});

test('of a server that is met for the first time nothing is news; what comes later is, until the room was looked at', async () => {
  registry.models = [{ name: 'helpful', versions: [version('helpful', 1, latest)] }];
  await enter();
  await shows('On this server');
  expect(room.studio.serverModels.news).toEqual([]);
  room.studio.router.go('home');
  registry.models = [{ name: 'helpful', versions: [version('helpful', 2, latest), version('helpful', 1)] }];
  await room.studio.serverModels.look();
  expect(room.studio.announcer.text).toBe('New on this server: helpful version 2.');
  await expect.element(page.getByRole('link', { name: 'Models 1 new' })).toBeVisible();
  await room.studio.serverModels.look();
  room.studio.router.go('models');
  await shows('new version');
  room.studio.router.go('home');
  await expect.element(page.getByRole('link', { name: 'Models 1 new' })).not.toBeInTheDocument();
  await room.studio.serverModels.look();
  expect(room.studio.serverModels.news).toEqual([]);
});

test('who leaves the room before a server was met has seen none: its models are no news later', async () => {
  registry.models = null;
  await enter();
  await vi.waitFor(() => expect(registry.asked).toBeGreaterThan(0));
  await room.leave();
  registry.models = [{ name: 'helpful', versions: [version('helpful', 1, latest)] }];
  await enter();
  await shows('On this server');
  expect(room.studio.serverModels.news).toEqual([]);
});

test('where there is no server it is not asked for models, and where no registry answers it is asked once', async () => {
  registry.models = null;
  await enter(false);
  await room.studio.models.refresh();
  expect(registry.asked).toBe(0);
  expect(room.text).not.toContain('On this server');
  await room.leave();
  await enter();
  await vi.waitFor(() => expect(registry.asked).toBeGreaterThan(0));
  const { asked } = registry;
  document.dispatchEvent(new Event('visibilitychange'));
  await room.studio.serverModels.look();
  expect(registry.asked).toBe(asked);
  expect(room.text).not.toContain('On this server');
});

test('of many the three newest show until all are wanted', async () => {
  const at = (day: number) => ({ ...latest, registeredAt: `2026-11-${10 + day}T10:00:00.000Z` });
  registry.models = [1, 2, 3, 4, 5].map((day) => ({ name: `m${day}`, versions: [version(`m${day}`, 1, at(day))] }));
  await enter();
  await shows('On this server');
  const names = () => page.getByRole('heading', { level: 3, name: /^m/ }).all();
  expect((await names()).map((one) => one.element().textContent)).toEqual(['m5', 'm4', 'm3']);
  await page.getByRole('button', { name: /^Show all 5/ }).click();
  await vi.waitFor(async () => expect(await names()).toHaveLength(5));
});

test('a server that cannot say now is said, keeps what was known, and is asked again', async () => {
  registry.models = [{ name: 'helpful', versions: [version('helpful', 1, latest)] }];
  await enter();
  await shows('On this server');
  registry.failure = new Error('Sign in to see the models of this server.');
  await room.studio.serverModels.look();
  await shows('Sign in to see the models');
  await shows('helpful');
  registry.failure = null;
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(room.text).not.toContain('Sign in'));
});
