import fc from 'fast-check';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Item } from '../../../src/pairs/Item';
import type { PairLabel } from '../../../src/pairs/Pair';
import { pairOf, pairPlaces } from '../../../src/pairs/pairOf';
import { importText } from '../../pairs/support/importText';
import { runData } from './support/runData';

const awkward = fc.constantFrom(
  '"',
  '\n',
  '\r\n',
  ',',
  '\t',
  '=1',
  '\u0000',
  '\u2028',
  '\ufeff',
  '🦊',
  '\ud83d',
  '\\',
  ' ',
);
const text = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 4 })), { minLength: 1, maxLength: 5 })
  .map((parts) => `x${parts.join('')}`);
/** Few letters, so that prompts and responses come again, with the same label and with another one. */
const letter = fc.constantFrom('a', 'b', 'c', 'd');
const content = fc.oneof({ weight: 3, arbitrary: letter }, { weight: 1, arbitrary: text });
const ranked = fc.record({ prompt: content, chosen: content, rejected: content, source: letter });
const compared = fc.record({
  context: content.map((asked) => [{ role: 'user', content: asked }]),
  response1: content,
  response2: content,
  overall_preference: fc.constantFrom(-3, -1, 0, 2, null),
});
const several = fc
  .record({
    prompt: content,
    chosen: fc.array(content, { minLength: 1, maxLength: 3 }),
    rejected: fc.array(content, { minLength: 1, maxLength: 3 }),
  })
  .map((row) => ({ id: '0', subset: 's', ...row }));
const some = { minLength: 1, maxLength: 12 };
const rows = fc.oneof(fc.array(ranked, some), fc.array(compared, some), fc.array(several, some));

/** What is known of pairs, whatever the order in which they came: an item that came twice says all that it says. */
function pairsOf(items: readonly Item[]): Map<string, unknown> {
  const known = new Map<string, { texts: unknown; labels: Set<PairLabel> }>();
  for (const item of items)
    for (const { first, second } of pairPlaces(item))
      for (const label of [item.label, ...contradictions(item)]) {
        const { id, prompt, first: one, second: other, label: said } = pairOf({ ...item, label }, first, second);
        const pair = known.get(id) ?? { texts: [prompt, one, other], labels: new Set() };
        known.set(id, pair);
        pair.labels.add(said);
      }
  // A row without label contradicts nobody.
  for (const { labels } of known.values()) if (labels.size > 1) labels.delete(null);
  return known;
}

function contradictions({ meta }: Item): Item['label'][] {
  const { repeats } = meta as { repeats?: { rows: { conflict: boolean; ranks: number[] | null }[] } };
  return (repeats?.rows ?? []).flatMap(({ conflict, ranks }) => (conflict && ranks !== null ? [{ ranks }] : []));
}

test.each(['jsonl', 'csv'])(
  'converted to everything as %s and read again, every pair is as it was',
  async (profile) => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-round-trip-'));
    try {
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const lines = given.map((row) => `${JSON.stringify(row)}\n`).join('');
          const [from, to] = [join(folder, 'in.jsonl'), join(folder, `out.${profile}`)];
          const { items, dataSet } = await importText('in.jsonl', lines).catch(() => ({ items: [], dataSet: null }));
          fc.pre(items.length > 0);
          await writeFile(from, lines);
          const { code, error } = await runData(['convert-data', from, '--to', profile, '--out', to, '--force']);
          expect(code, error).toBe(dataSet?.report.rejected.length === 0 ? 0 : 3);
          const back = await importText(to, new Uint8Array(await readFile(to)));
          expect(back.dataSet.report.rejected).toEqual([]);
          expect(pairsOf(back.items)).toEqual(pairsOf(items));
        }),
        { numRuns: 60 },
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
