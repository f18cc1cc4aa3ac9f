import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MadeRoom } from './MadeRoom';

let room: MadeRoom;

beforeEach(async () => {
  room = new MadeRoom();
  await room.enter();
});

afterEach(() => room.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const shows = (text: string) => vi.waitFor(() => expect(room.text).toContain(text));

async function look(repository: string): Promise<void> {
  await button('Add a model').click();
  await page.getByRole('textbox', { name: 'Repository', exact: true }).fill(repository);
  await button('See what it needs').click();
}

test('a repository shows what it means before anything is downloaded, and then is added in the chosen precision', async () => {
  await button('Add a model').click();
  await button('Skywork/Skywork-Reward-V2-Qwen3-0.6B').click();
  await button('See what it needs').click();
  await shows('Skywork/Skywork-Reward-V2-Qwen3-0.6B at 7f3c2a9');
  for (const fact of [
    'Qwen3ForSequenceClassification',
    'apache-2.0',
    '3 files',
    '1.4 GB used of 62 GB',
    'may clear them',
  ])
    expect(room.text).toContain(fact);
  expect(room.text).toContain('Files and graph need 1.8 GB together; 61 GB are free.');
  expect(room.checkpoints.calls).toEqual(['inspect']);
  await page.getByRole('radio', { name: '8-bit' }).click();
  await button('Download and add').click();
  await shows('is added');
  const [model] = room.studio.models.available.slice(1);
  expect(model?.location).toMatchObject({ kind: 'stored', precision: 'q8', template: null });
});

test('the token goes to the hub and is written nowhere', async () => {
  const token = `made-${crypto.randomUUID()}`;
  await button('Add a model').click();
  await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('owner/gated');
  await page.getByLabelText('Access token').fill(token);
  await button('See what it needs').click();
  await button('Download and add').click();
  await shows('is added');
  expect(room.checkpoints.origins.map((origin) => origin.kind === 'hub' && origin.token)).toEqual([token, token]);
  expect(document.querySelector<HTMLInputElement>('input[type=password]')?.autocomplete).toBe('off');
  expect(await everythingKept()).not.toContain(token);
});

test('a wrong repository id and a wrong hub address are refused at the door', async () => {
  await look('not a repository');
  await shows('A repository is written owner/name');
  const { adding } = room.studio;
  adding.repository = 'owner/name';
  adding.hub = 'javascript:alert(1)';
  await adding.inspect();
  await shows('The hub address must be an http or https address; "javascript:alert(1)" is none.');
  expect(room.checkpoints.calls).toEqual([]);
});

test('a refusal says where to accept the licence, and the next try takes the token that was given since', async () => {
  room.checkpoints.refusal = new Error('The hub answered 403: owner/gated is gated.');
  await look('owner/gated');
  await shows('owner/gated is gated.');
  const link = page.getByRole('link', { name: 'Accept its licence on the hub' });
  expect(link.element().getAttribute('href')).toBe('https://huggingface.co/owner/gated');
  expect(link.element().getAttribute('rel')).toBe('noreferrer');
  await page.getByLabelText('Access token').fill('made-token');
  await button('See what it needs').click();
  await shows('Download and add');
  expect(room.checkpoints.origins.at(-1)).toMatchObject({ token: 'made-token' });
});

test('a download shows its pace, can be cancelled, and goes on from what is there after a reload', async () => {
  room.checkpoints.held = true;
  await look('owner/large');
  await button('Download and add').click();
  await shows('Downloading: 500 MB of 1.2 GB, 21 MB/s, 33 s left');
  room.checkpoints.unfinished = [
    {
      id: 'part',
      name: 'large',
      source: {
        kind: 'hub',
        base: 'https://hub.example',
        repository: 'owner/large',
        revision: 'main',
        commit: 'abc123',
      },
      doneBytes: 0.5e9,
      bytes: 1.2e9,
    },
  ];
  await button('Cancel').click();
  await shows('500 MB of 1.2 GB');
  expect(room.studio.adding.error).toBe(null);
  await room.leave();
  room.checkpoints.held = false;
  await room.enter();
  await button(/Continue.*large/).click();
  await vi.waitFor(() => expect(room.studio.adding.state).toBe('added'));
  expect(room.checkpoints.origins.at(-1)).toEqual({
    kind: 'hub',
    base: 'https://hub.example',
    repository: 'owner/large',
    revision: 'abc123',
    token: null,
  });
});

test('a download that fails keeps its message, and Try again goes on with the same', async () => {
  await look('owner/large');
  await shows('Download and add');
  room.checkpoints.refusal = new Error('The connection was cut after 512 of 1,024 bytes.');
  await button('Download and add').click();
  await shows('The connection was cut after 512 of 1,024 bytes.');
  await button('Try again').click();
  await shows('is added');
});

test('what is left of a download can be removed, after a question', async () => {
  room.checkpoints.unfinished = [
    { id: 'part', name: 'large', source: { kind: 'folder', name: 'large' }, doneBytes: 5e8, bytes: 1e9 },
  ];
  await room.studio.models.refresh();
  await button('Remove the unfinished large').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  expect(room.checkpoints.calls).toEqual([]);
  await button('Remove the unfinished large').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await vi.waitFor(() => expect(room.checkpoints.calls).toEqual(['removeUnfinished part']));
});

test('the hub address is remembered, and a model of this server is found by its path', async () => {
  const { adding } = room.studio;
  adding.hub = 'http://localhost:8080/';
  await look('owner/name');
  await shows('Download and add');
  await room.leave();
  await room.enter();
  await room.studio.adding.restore();
  expect(room.studio.adding.hub).toBe('http://localhost:8080');
  await button('Add a model').click();
  await page.getByRole('radio', { name: 'An address' }).click();
  await page.getByLabelText('Path on this server').fill('models/mine');
  await button('See what it needs').click();
  await shows('Download and add');
  expect(room.checkpoints.origins.at(-1)).toEqual({
    kind: 'url',
    base: new URL('models/mine/', document.baseURI).href,
  });
});

test('a folder is chosen as a whole, its files by their paths below it', async () => {
  await button('Add a model').click();
  await page.getByRole('radio', { name: 'Folder on this computer' }).click();
  await vi.waitFor(() => expect(document.querySelector('input[webkitdirectory]')).not.toBe(null));
  await room.studio.adding.takeFolder(() =>
    Promise.resolve({ name: 'mine', files: [{ path: 'config.json', file: new Blob(['{}']) }] }),
  );
  await shows('Copy and add');
  expect(room.checkpoints.origins.at(-1)).toMatchObject({
    kind: 'folder',
    name: 'mine',
    files: [{ path: 'config.json' }],
  });
  await room.studio.adding.takeFolder(() => Promise.reject(new Error('The folder could not be read.')));
  await shows('The folder could not be read.');
});

test('a folder that is dropped while another model arrives is not lost without a word', async () => {
  room.checkpoints.held = true;
  await look('owner/large');
  await button('Download and add').click();
  await shows('Downloading');
  await room.studio.adding.takeFolder(() => Promise.resolve({ name: 'mine', files: [] }));
  await shows('Another model is being added. Drop the folder again when that is done.');
  room.checkpoints.release();
  await shows('is added');
});

test('when the space does not suffice, that is said before the download', async () => {
  room.checkpoints.space = { usedBytes: 9.5e9, quotaBytes: 10e9, persisted: true };
  await room.studio.models.refresh();
  await look('owner/large');
  await shows('but only 500 MB are free');
  expect(room.text).toContain('keeps them until you remove them');
});

/** Every value that the browser's databases hold for this origin, as one text. */
async function everythingKept(): Promise<string> {
  const texts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name ?? ''));
    for (const store of database.objectStoreNames) {
      texts.push(JSON.stringify(await settled(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return texts.join('\n');
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });
}
