import { proxy, wrap, type Remote } from 'comlink';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportContract, ImportProgress } from '../../src/pairs/contract';
import { pairOf } from '../../src/pairs/pairOf';
import { samples } from '../../src/pairs/samples';
import { openStore } from '../../src/store/openStore';
import type { Store } from '../../src/store/Store';

let worker: Worker;
let imports: Remote<ImportContract>;
let store: Store;

beforeEach(async () => {
  worker = new Worker(new URL('../../workers/import.ts', import.meta.url), { type: 'module' });
  imports = wrap<ImportContract>(worker);
  store = await openStore();
});

afterEach(async () => {
  for (const { id } of await store.dataSets()) await store.removeDataSet(id);
  store.close();
  worker.terminate();
});

const request = (file: Blob, name: string) => ({
  name,
  files: [{ name, file, mapping: null }],
  attribution: null,
  notice: null,
});
const row = (at: number) => JSON.stringify({ prompt: `p${at}`, chosen: `c${at}`, rejected: `r${at}` });
const rows = (count: number) => new Blob([Array.from({ length: count }, (_, at) => row(at)).join('\n')]);

describe('the import worker', () => {
  it('inspects and imports every sample that the studio offers, into the store that the page reads', async () => {
    for (const sample of samples) {
      const file = await (await fetch(`/${sample.address}`)).blob();
      const inspection = await imports.inspect(file, sample.name);
      expect(inspection.format).not.toBeNull();
      const dataSet = await imports.import(
        request(file, sample.name),
        proxy(() => undefined),
      );
      expect(dataSet.pairs).toBe(sample.pairs);
      const index = await store.pairIndex(dataSet.id);
      const item = await store.item(dataSet.id, index.itemRows[index.length - 1] ?? 0);
      const pair = pairOf(item, index.firstResponses.at(-1) ?? 0, index.secondResponses.at(-1) ?? 0);
      expect(pair.first.messages.reduce((sum, { content }) => sum + content.length, 0)).toBe(index.firstLengths.at(-1));
    }
    expect(await store.dataSets()).toHaveLength(samples.length);
  });

  it('keeps repeated rows with their item, in items stored long before', async () => {
    const again = '{"prompt":"p3","chosen":"r3","rejected":"c3"}';
    const file = new Blob([rows(2000), `\n${again}\n`]);
    const dataSet = await imports.import(
      request(file, 'x.jsonl'),
      proxy(() => undefined),
    );
    expect(dataSet.report).toMatchObject({ rows: 2001, kept: 2000, conflicts: 1 });
    expect((await store.item(dataSet.id, 3)).meta['repeats']).toMatchObject({
      count: 1,
      rows: [{ line: 2001, conflict: true }],
    });
    expect((await store.item(dataSet.id, 4)).meta['repeats']).toBeUndefined();
  });

  it('a cancelled import is not seen in the store', async () => {
    const seen: ImportProgress[] = [];
    const onProgress = proxy((progress: ImportProgress) => {
      seen.push(progress);
      void imports.cancel();
    });
    // Many rows in few chunks of bytes: the wish to cancel is heard between two batches.
    await expect(imports.import(request(rows(30_000), 'x.jsonl'), onProgress)).rejects.toThrow(/was ended/);
    expect(seen.length).toBeGreaterThan(0);
    expect(await store.dataSets()).toEqual([]);
  });

  it('an empty and a binary file are refused by name', async () => {
    await expect(imports.inspect(new Blob([]), 'e.jsonl')).rejects.toThrow('e.jsonl is empty');
    await expect(imports.inspect(new Blob(['PAR1\0']), 'd.parquet')).rejects.toThrow('d.parquet is a Parquet file');
  });
});
