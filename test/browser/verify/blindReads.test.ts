import { v7 as uuid } from 'uuid';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { LedgerEvent, VerdictData } from '../../../src/verdicts/VerdictEvent';
import { drop, fileOf, openStudio, type OpenStudio } from '../load/openStudio';

/** Said nowhere else: wherever it stands in the page, others' verdicts are in it. */
const person = 'Thaddaeus';
const rationale = 'colleague-said-so';
const pairs = 30;

let open: OpenStudio;

beforeEach(async () => {
  open = await openStudio('#/load');
  const rows = Array.from({ length: pairs }, (_, row) =>
    JSON.stringify({
      prompt: `Question ${String(row)}?`,
      chosen: `Seven ${String(row)}.`,
      rejected: `Nine ${String(row)}.`,
    }),
  );
  drop(fileOf('blind-reads.jsonl', rows.join('\n')));
  await page.getByRole('button', { name: 'Load this file' }).click();
  await vi.waitFor(() => expect(open.text()).toContain(`${String(pairs)} pairs loaded`), { timeout: 20_000 });
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const { id, name } of open.studio.dataSets)
    if (name === 'blind-reads.jsonl') await open.studio.removeDataSet(id);
  await open.studio.changePeople({});
  await open.close();
});

/** What is read from now on: stores of the database, files and addresses. */
function spyOnReads(): Set<string> {
  const reads = new Set<string>();
  for (const verb of ['get', 'getAll', 'openCursor', 'getKey', 'getAllKeys'] as const) {
    for (const kind of [IDBObjectStore, IDBIndex]) {
      if (!(verb in kind.prototype)) continue;
      const real = kind.prototype[verb] as (this: IDBObjectStore | IDBIndex, ...given: unknown[]) => IDBRequest;
      vi.spyOn(kind.prototype, verb).mockImplementation(function (
        this: IDBObjectStore | IDBIndex,
        ...given: unknown[]
      ) {
        const store = this instanceof IDBIndex ? this.objectStore.name : this.name;
        reads.add(store === 'settings' ? `settings ${String(given[0]).split(':')[0]}` : store);
        return real.apply(this, given) as never;
      });
    }
  }
  const { slice, arrayBuffer } = Blob.prototype;
  vi.spyOn(Blob.prototype, 'slice').mockImplementation(function (this: Blob, ...given) {
    reads.add(`file ${this instanceof File ? this.name : 'without a name'}`);
    return slice.apply(this, given);
  });
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
    if (this instanceof File) reads.add(`file ${this.name}`);
    return arrayBuffer.call(this);
  });
  const realFetch = window.fetch;
  vi.spyOn(window, 'fetch').mockImplementation((...given) => {
    reads.add('network');
    return realFetch(...given);
  });
  return reads;
}

/** All that the document holds: its markup, and what stands in its fields. */
function serialised(): string {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(({ value }) => value);
  return `${document.documentElement.outerHTML}\n${fields.join('\n')}\n${document.title}`;
}

function ofColleague(pair: string, seq: number, client: string): LedgerEvent {
  const data: VerdictData = {
    ...{ choice: { kind: 'preference', strength: 2 }, visibility: 'blind', left: 'first', rationale, reasons: [] },
    ...{ elapsedMs: 1000, queueReason: 'random', protocol: 'assay@1', lacks: [] },
  };
  const place = { id: uuid(), storeId: uuid(), client, seq, at: new Date().toISOString() };
  return sealEvent({ type: 'verdict', pair, supersedes: [], data }, place);
}

test("before the verdict neither label, rewards nor others' verdicts are in the page or read for it; after it all are", async () => {
  const { studio } = open;
  const dataSet = studio.open;
  if (!dataSet) throw new Error('No data set is open.');
  const client = uuid();
  await studio.changePeople({ [client]: person });
  const ids = Array.from({ length: pairs }, (_, row) => dataSet.pairId(row));
  await studio.mergeEvents(ids.map((pair, at) => ofColleague(pair, at + 1, client)));
  dataSet.addRewards(
    Array.from({ length: pairs }, (_, row) =>
      [dataSet.index.firstIds, dataSet.index.secondIds].map((of) => hexAt(of, row)),
    )
      .flat()
      .map((response, at) => ({ checkpoint: 'f'.repeat(64), response, reward: at % 2 ? -41.875 : 17.625, tokens: 3 })),
  );
  studio.router.go('verify');
  await vi.waitFor(() => expect(document.querySelector('main[data-phase=judging]')).not.toBeNull(), {
    timeout: 20_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const reads = spyOnReads();
  const before = document.querySelector<HTMLElement>('main[data-pair]')?.dataset['pair'] ?? '';
  const far = ids.find((_, row) => row > 20 && dataSet.pairId(row) !== before) ?? '';
  location.hash = `#/verify?pair=${far}`;
  await vi.waitFor(() => expect(document.querySelector<HTMLElement>('main')?.dataset['pair']).toBe(far), {
    timeout: 10_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 600));

  expect(serialised()).not.toMatch(/41\.88|17\.63|59\.5|41\.875|17\.625/);
  expect(serialised()).not.toContain(rationale);
  expect(serialised()).not.toContain(person);
  expect(serialised()).not.toMatch(/class="[^"]*\b(label|mark silver|agree|stands)\b/);
  // Its texts, and what the person had written of it: nothing else was asked for.
  expect([...reads].sort()).toEqual(['file rows.jsonl', 'settings verdict-draft']);

  await userEvent.keyboard('2');
  const strip = () => document.querySelector('footer .strip')?.textContent.replace(/\s+/g, ' ') ?? '';
  await vi.waitFor(() => expect(strip()).toMatch(/saved/));
  expect(strip()).toMatch(/Label ?[AB].*(41\.88|17\.63)/);
  expect(strip()).toContain(`${person}: `);
  await userEvent.keyboard('v');
  const notes = () => document.querySelector('aside[aria-label^=Notes]')?.textContent.replace(/\s+/g, ' ') ?? '';
  await vi.waitFor(() => expect(notes()).toContain(rationale));
  expect(notes()).toMatch(/A clearly better you, blind/);
  await userEvent.keyboard('3');
  await vi.waitFor(() => expect(studio.fold.ownVerdicts(far)).toHaveLength(2));
  const [first, second] = studio.fold.ownVerdicts(far);
  expect([first?.data.visibility, second?.data.visibility]).toEqual(['blind', 'revealed']);
  expect(Date.parse(second?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.at ?? ''));
  expect(studio.fold.own(far)?.gold).toBe(false);
});

function hexAt(ids: Uint8Array, row: number): string {
  return [...ids.subarray(32 * row, 32 * row + 32)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
