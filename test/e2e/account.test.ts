import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { dropFile } from './support/dropFile';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'test/files/e2e/pandalm-18.jsonl');
const program = join(root, 'dist/server/assay.js');

let server: TestServer;
let data: string;
let browser: BrowserContext;
let page: Page;

/** The command line beside the running server. Resolves to what it printed. */
async function assay(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--data', data]);
  return stdout.trim();
}

/** A phone or a finger that answers by itself, as Chromium's own tests have it. */
async function addAuthenticator(): Promise<void> {
  const session = await browser.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'assay-account-'));
  server = await startServer(0, data, ['--team']);
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
  await addAuthenticator();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(data, { recursive: true, force: true });
});

async function state(id: 'account-state' | 'sync-state', words: RegExp): Promise<void> {
  const shown = page.locator(`[data-testid="${id}"]`);
  await expect.poll(() => shown.textContent().then((text) => text?.trim()), { timeout: 60_000 }).toMatch(words);
}

async function give(keys: string): Promise<void> {
  await page.goto(`${server.address}/#/verify`);
  for (const key of keys) {
    const before = await eventCount(page);
    await page.locator('main[data-phase="judging"]').waitFor();
    await page.keyboard.press(key);
    await expect.poll(() => eventCount(page)).toBe(before + 1);
  }
}

interface OnServer {
  events: unknown[];
  annotators: Record<string, string>;
}

async function onServer(token: string): Promise<OnServer> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.address}/v1/stores/main/events`, { headers });
  expect(answer.status).toBe(200);
  return (await answer.json()) as OnServer;
}

const button = (name: string | RegExp) => page.getByRole('button', { name });

test('an invitation becomes a passkey; what one labels arrives under that person; signed out it waits, and then goes out', async () => {
  const { id } = JSON.parse(await assay('user', 'add', 'Ada', '--role', 'annotator', '--json')) as { id: string };
  const token = await assay('token', 'create', 'reader', '--scope', 'labels:read');

  // Signed out one labels all the same.
  await page.goto(`${server.address}/#/load`);
  await dropFile(page, file);
  await confirmLoad(page);
  await give('12');
  await state('account-state', /^Signed out: sign in to send 2 waiting$/);
  expect((await onServer(token)).events).toEqual([]);

  const invitation = await assay('user', 'invite', 'Ada', '--url', server.address);
  await page.goto(invitation);
  await button('Make a passkey').click();
  await page.getByRole('heading', { name: 'Ada' }).waitFor();
  expect(page.url()).not.toContain('invitation');
  await state('account-state', /^Ada$/);
  await state('sync-state', /^On the server/);
  const arrived = await onServer(token);
  expect(arrived.events).toHaveLength(2);
  expect(Object.values(arrived.annotators)).toEqual([id]);

  // Signing out stops nothing: verdicts wait, and the line says for what.
  await page.goto(`${server.address}/#/account`);
  await button('Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await give('356');
  await state('account-state', /^Signed out: sign in to send 3 waiting$/);
  expect((await onServer(token)).events).toHaveLength(2);

  await page.getByTestId('account-state').getByRole('link').click();
  await button('Sign in with a passkey').click();
  await state('sync-state', /^On the server/);
  expect((await onServer(token)).events).toHaveLength(5);

  // The link worked once, and whoever is disabled is out at once.
  const again = await browser.newPage();
  await again.goto(invitation);
  await again.getByRole('button', { name: 'Make a passkey' }).click();
  expect(await again.getByRole('alert').textContent()).toContain(
    'This invitation was used, has expired or was replaced',
  );
  await again.close();
  await assay('user', 'disable', 'Ada');
  await give('7');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await state('account-state', /^Signed out: sign in to send 1 waiting$/);

  const acts = (await assay('audit', '--json')).split('\n').map((line) => (JSON.parse(line) as { act: string }).act);
  expect(acts).toEqual([
    ...['person.add', 'token.create', 'person.invite', 'passkey.add', 'passkey.refused', 'person.change'],
  ]);
});
