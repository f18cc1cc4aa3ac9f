import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../src/pairs/containers/FileError';
import { inspectFile } from '../../src/pairs/inspectFile';
import { importText } from './support/importText';

/** The real data sets lie beside the project, not in it: some of their licences do not let them be shipped. */
const folder = new URL('../../../shared/data/', import.meta.url);
const expected = new URL('../files/realSets.json', import.meta.url);
const isThere = existsSync(folder);
const files = isThere
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(jsonl|json)(\.gz)?$/.test(name))
      .sort()
  : [];

/** What became of every row: the file of counts says what it must be. `vitest -u` writes it anew, to be read. */
describe.skipIf(!isThere)(`the real sets, whole${isThere ? '' : ' (skipped: ../shared/data is not there)'}`, () => {
  it('give the rows, items, pairs, ties and rejected rows that are written down', { timeout: 300_000 }, async () => {
    const outcomes: { [file: string]: unknown } = {};
    for (const name of files) outcomes[name] = await outcome(name);
    await expect(`${JSON.stringify(outcomes, null, 1)}\n`).toMatchFileSnapshot(expected.pathname);
  });
});

async function outcome(name: string): Promise<object> {
  const bytes = new Uint8Array(readFileSync(new URL(encodeURI(name), folder)));
  const file = name.split('/').at(-1) ?? name;
  try {
    const { format } = await inspectFile(new Blob([bytes]), file, null);
    if (format === null) return { format };
    const { report } = (await importText(file, bytes)).dataSet;
    const { rows, kept, items, pairs, duplicates, conflicts, ties, unlabelled, rejected, rejectedBeyond } = report;
    const reasons = Object.fromEntries(rejected.map(({ line, reason }) => [line, reason]));
    expect(rows).toBe(kept + duplicates + conflicts + rejected.length + rejectedBeyond);
    return {
      format: format.name,
      rows,
      kept,
      items,
      pairs,
      duplicates,
      conflicts,
      ties,
      unlabelled,
      rejected: reasons,
    };
  } catch (error) {
    if (error instanceof FileError) return { refused: error.message };
    throw error;
  }
}
