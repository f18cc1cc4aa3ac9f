import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../src/pairs/inspectFile';
import { previewOf } from '../../src/pairs/previewOf';
import { importText } from './support/importText';

/** Every file beside a `.expected.json` is a case. A new case is a new file; `vitest -u` writes what it gives, to be read. */
const folder = new URL('../files/pairs/', import.meta.url);
const cases = readdirSync(folder)
  .filter((name) => !name.endsWith('.expected.json'))
  .sort();

describe('golden files', () => {
  it.each(cases)('%s is read as written down', async (name) => {
    const bytes = new Uint8Array(readFileSync(new URL(name, folder)));
    const expected = new URL(name.replace(/\.\w+$/, '.expected.json'), folder).pathname;
    await expect(`${JSON.stringify(await outcome(name, bytes), null, 1)}\n`).toMatchFileSnapshot(expected);
  });
});

async function outcome(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<object> {
  try {
    const { format, suggestedMapping, rowsInWords } = await inspectFile(new Blob([bytes]), name, null);
    if (format === null) return { format, suggestedMapping };
    const { dataSet, items, index } = await importText(name, bytes);
    const pairs = Array.from({ length: index.length }, (_, row) => [
      index.itemRows[row],
      index.firstResponses[row],
      index.secondResponses[row],
      index.labels[row],
      index.sourceNames[index.sources[row] ?? -1],
      previewOf(items[index.itemRows[row] ?? -1]?.prompt ?? []),
    ]);
    return { format: format.name, rowsInWords, report: dataSet.report, items, pairs };
  } catch (error) {
    return { error: String(error) };
  }
}
