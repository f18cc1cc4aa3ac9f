import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import { FolderLedgerCopy } from '../../../src/store/copy/FolderLedgerCopy';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { anyEvents } from '../../verdicts/anyEvents';

function copyIn(folder: MemoryFolder, ledger: LedgerEvent[] = []): FolderLedgerCopy {
  return new FolderLedgerCopy(
    () => Promise.resolve(folder),
    () => Promise.resolve(ledger),
  );
}

const unique = (events: LedgerEvent[]) => [...new Map(events.map((event) => [event.id, event])).values()];

async function contentOf(folder: MemoryFolder): Promise<Uint8Array<ArrayBuffer>> {
  const file = await folder.open('events.jsonl');
  return (await file?.read(0, file.size)) ?? new Uint8Array();
}

async function cut(folder: MemoryFolder, bytes: number): Promise<void> {
  const content = await contentOf(folder);
  const writer = await folder.write('events.jsonl', 'empty');
  await writer.write(content.subarray(0, content.length - bytes), 0);
  await writer.close();
}

test('what was added comes back once each, in its order, whoever opens the folder', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvents, fc.nat(10), async (events, split) => {
      const folder = new MemoryFolder();
      await copyIn(folder).append(events.slice(0, split));
      await copyIn(folder).append(events);
      expect(await copyIn(folder).events()).toEqual(unique(events));
    }),
    { numRuns: 40 },
  );
});

test('a write cut short anywhere loses nothing that was added before, and spoils nothing after', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvents, fc.nat(10), fc.nat(3000), async (events, split, bytes) => {
      const [before, torn] = [unique(events).slice(0, split), unique(events).slice(split)];
      const folder = new MemoryFolder();
      await copyIn(folder).append(before);
      const whole = (await contentOf(folder)).length;
      await copyIn(folder).append(torn);
      await cut(folder, Math.min(bytes, (await contentOf(folder)).length - whole));
      const after = torn.slice(0, 1);
      await copyIn(folder).append(after);
      const kept = await copyIn(folder).events();
      for (const event of [...before, ...after]) expect(kept).toContainEqual(event);
      for (const event of kept) expect([...before, ...torn]).toContainEqual(event);
    }),
    { numRuns: 40 },
  );
});

test('an altered event does not come back', async () => {
  const [events] = fc.sample(
    anyEvents.filter(({ length }) => length > 1),
    { numRuns: 1, seed: 3 },
  );
  const [first, ...others] = unique(events ?? []);
  const folder = new MemoryFolder();
  await copyIn(folder).append([{ ...first, pair: '0'.repeat(63) + 'f' } as LedgerEvent, ...others]);
  expect(await copyIn(folder).events()).toEqual(others);
});

test('catching up adds what the ledger has and the copy has not', async () => {
  const [events = []] = fc.sample(
    anyEvents.filter(({ length }) => length > 2),
    { numRuns: 1, seed: 5 },
  );
  const folder = new MemoryFolder();
  await copyIn(folder).append(events.slice(1, 2));
  await copyIn(folder, events).catchUp();
  const size = (await contentOf(folder)).length;
  expect(new Set(await copyIn(folder).events())).toEqual(new Set(unique(events)));
  await copyIn(folder, events).catchUp();
  expect((await contentOf(folder)).length).toBe(size);
});

test('pairs that were seen come back once each, by record, without what a kill cut short', async () => {
  const folder = new MemoryFolder();
  const [one = '', two = '', three = ''] = ['1', '2', '3'].map((digit) => digit.repeat(64));
  await copyIn(folder).addSeen('revealed', [one, two]);
  await copyIn(folder).addSeen('revealed', [two, three.slice(0, 40)]);
  await copyIn(folder).addSeen('others-seen', [three]);
  expect(await copyIn(folder).seen('revealed')).toEqual([one, two]);
  expect(await copyIn(folder).seen('others-seen')).toEqual([three]);
  expect(await copyIn(folder).seen('unknown')).toEqual([]);
});
