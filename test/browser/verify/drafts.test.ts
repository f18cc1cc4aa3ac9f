import { afterEach, expect, test, vi } from 'vitest';
import { openStore } from '../../../src/store/openStore';
import { Drafts } from '../../../src/studio/verify/Drafts';
import { emptyDraft, readDraft } from '../../../src/studio/verify/NotesDraft';

const pair = 'a'.repeat(64);
const half = { ...emptyDraft, rationale: 'The register sa', claim: 'born in 18', source: 'https://exam' };

afterEach(async () => {
  const store = await openStore();
  await store.removeSetting(`verdict-draft:${pair}`);
  store.close();
});

/** What a page that is opened now would find. */
async function found(): Promise<unknown> {
  const store = await openStore();
  const drafts = new Drafts(store);
  await drafts.read(pair);
  store.close();
  return drafts.of(pair);
}

test('what is half typed is stored once the person pauses, and goes when the verdict is durable', async () => {
  const store = await openStore();
  const drafts = new Drafts(store);
  await drafts.read(pair);
  drafts.keep(pair, { ...half, rationale: 'The' });
  drafts.keep(pair, half);
  expect(await found()).toBeNull();
  await vi.waitFor(async () => expect(await found()).toEqual(half), { timeout: 2_000 });
  drafts.drop(pair);
  await vi.waitFor(async () => expect(await found()).toBeNull());
  store.close();
});

test('a page that is left writes what waits at once', async () => {
  const store = await openStore();
  const drafts = new Drafts(store);
  await drafts.read(pair);
  drafts.keep(pair, half);
  drafts.flush();
  await vi.waitFor(async () => expect(await found()).toEqual(half), { timeout: 200 });
  store.close();
});

test('going on to another pair writes the draft of the one before', async () => {
  const store = await openStore();
  const drafts = new Drafts(store);
  await drafts.read(pair);
  drafts.keep(pair, half);
  drafts.keep('b'.repeat(64), null);
  await vi.waitFor(async () => expect(await found()).toEqual(half), { timeout: 200 });
  store.close();
});

test('a draft that could not be stored is tried again with the next letter', async () => {
  const refusals = [new Error('full')];
  const puts: unknown[] = [];
  const drafts = new Drafts({
    setting: async () => null,
    removeSetting: async () => undefined,
    putSetting: async (_name, value) => {
      const refusal = refusals.pop();
      if (refusal) throw refusal;
      puts.push(value);
    },
  });
  await drafts.read(pair);
  drafts.keep(pair, half);
  drafts.flush();
  await vi.waitFor(() => expect(drafts.of(pair)).toBeNull());
  drafts.keep(pair, half);
  drafts.flush();
  await vi.waitFor(() => expect(puts).toEqual([half]));
});

test('what another studio left under another shape is no draft', () => {
  for (const value of [null, 7, [], {}, { ...half, reasons: 'style' }, { ...half, rationale: 3 }])
    expect(readDraft(value)).toBeNull();
  expect(readDraft({ ...half, step: 9, evidence: [{ claim: 1 }] })).toEqual({ ...half, step: null, evidence: [] });
});
