import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../../src/pairs/backup/readEvents';
import { crc32 } from '../../src/pairs/containers/zip/crc32';
import type { ExportFile } from '../../src/pairs/export/profiles/Profile';
import { profiles, type ProfileName } from '../../src/pairs/export/profiles/profiles';
import { zipFile } from '../../src/pairs/export/zipFile';
import type { PairToExport } from '../../src/pairs/export/PairToExport';
import type { Message } from '../../src/pairs/Message';
import type { Pair, PairLabel } from '../../src/pairs/Pair';
import { pairOf, pairPlaces } from '../../src/pairs/pairOf';
import type { Choice, Strength } from '../../src/verdicts/VerdictEvent';
import { foldPair } from '../../src/verdicts/foldPair';
import { madeData, sealed } from '../verdicts/madeEvents';
import { gather } from './support/gather';
import { importText } from './support/importText';
import { assistant, bytesOf, given, pairFrom, prefer, prepare, user, variedPairs } from './support/exportCases';

/** Texts that break careless writers: quotes, line breaks, separators, formulas, halves of characters, other scripts. */
const awkward = fc.constantFrom(
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  ',',
  ';',
  '\t',
  '[',
  '{',
  '=1',
  '\u0000',
  '\u2028',
  '\ufeff',
  '🦊',
  '语',
  '\ud83d',
  '\udd8a',
  "'",
  '\\',
  '\\u0041',
  '</s>',
  ' ',
);
const unit = fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 6 }));
const text = fc.array(unit, { minLength: 1, maxLength: 6 }).map((parts) => `x${parts.join('')}`);
const thinking = fc.option(text, { nil: undefined });
const assistantTurn = fc
  .tuple(text, thinking)
  .map(([content, about]): Message =>
    about === undefined ? { role: 'assistant', content } : { role: 'assistant', content, thinking: about },
  );
const response = fc.oneof(
  assistantTurn.map((turn) => [turn]),
  fc.tuple(assistantTurn, text, assistantTurn).map(([one, asked, other]) => [one, user(asked), other]),
);
const prompt = fc
  .tuple(fc.boolean(), text, fc.option(text))
  .map(([system, asked, again]): Message[] => [
    ...(system ? [{ role: 'system' as const, content: 'Be brief.' }] : []),
    user(asked),
    ...(again === null ? [] : [{ role: 'assistant' as const, content: 'Go on.' }, user(again)]),
  ]);
const label = fc.constantFrom<PairLabel>('first', 'second', 'tie', 'both_bad', null);
const choice = fc.oneof(
  fc.constantFrom<Strength>(-3, -2, -1, 0, 1, 2, 3).map(prefer),
  fc.constantFrom<Choice>({ kind: 'both_bad' }, { kind: 'undecidable' }, { kind: 'skip' }),
);
/** Names of sources that a spreadsheet would take for formulas, too. */
const source = fc.tuple(fc.constantFrom('', '=', '-', "'=", '\t@'), text).map((parts) => parts.join(''));
const onePair = fc
  .tuple(prompt, response, response, label, source, fc.option(choice))
  // Responses that begin alike would share that turn with the prompt; the import divides them anew.
  .map(([asked, one, other, said, source, verdict]): PairToExport => {
    const second = [
      { ...other[0], role: 'assistant' as const, content: `y${other[0]?.content ?? ''}` },
      ...other.slice(1),
    ];
    return given(pairFrom(asked, one, second, said, `${source}s`), verdict === null ? [] : [{ choice: verdict }]);
  });
const somePairs = fc
  .uniqueArray(onePair, { selector: ({ pair }) => JSON.stringify(pair.prompt), minLength: 1, maxLength: 8 })
  .filter((pairs) => pairs.length > 0);

/** The pairs of a file as they come back in. */
async function readBack(profile: ProfileName, pairs: PairToExport[], options = {}) {
  const prepared = await prepare(pairs, { profile, options });
  if (prepared.rows === 0) return { prepared, back: new Map<string, Pair>() };
  const bytes = await bytesOf(prepared.files[0]);
  const path = prepared.files[0]?.path ?? '';
  const { items, dataSet } = await importText(path, bytes);
  expect(dataSet.report.rejected).toEqual([]);
  const back = items.flatMap((item) => pairPlaces(item).map(({ first, second }) => pairOf(item, first, second)));
  return { prepared, back: new Map(back.map((pair) => [pair.id, pair])) };
}

const content = ({ id, prompt, first, second }: Pair) => ({ id, prompt, first, second });
const halves = /\p{Surrogate}/u;
const fitsUtf8 = ({ pair }: PairToExport) =>
  ![pair.prompt, pair.first.messages, pair.second.messages]
    .flat()
    .some(({ content, thinking }) => halves.test(content) || halves.test(thinking ?? ''));

function outcomeOf({ label }: PairToExport): PairLabel {
  if (label === null || !label.gold) return null;
  if (label.choice.kind !== 'preference') return label.choice.kind === 'both_bad' ? 'both_bad' : null;
  return label.choice.strength === 0 ? 'tie' : label.choice.strength < 0 ? 'first' : 'second';
}

async function zipped(files: ExportFile[]): Promise<Blob> {
  const parts = files.map(async (file) => {
    const bytes = await bytesOf(file);
    return { path: file.path, bytes: bytes.length, crc32: crc32(bytes, 0), content: new Blob([bytes]) };
  });
  return zipFile(await Promise.all(parts));
}

describe('what leaves comes back in', () => {
  it.each(['jsonl', 'csv', 'parquet'] as const)(
    'everything as %s: every pair with its content id and label',
    async (profile) => {
      await fc.assert(
        fc.asyncProperty(somePairs, async (pairs) => {
          const { back, prepared } = await readBack(profile, pairs);
          const sourceFits = ({ pair }: PairToExport) => profile === 'jsonl' || !halves.test(pair.source);
          const leaving = pairs.filter((one) => sourceFits(one) && (profile !== 'parquet' || fitsUtf8(one)));
          expect(prepared.rows).toBe(leaving.length);
          expect(back.size).toBe(leaving.length);
          for (const one of leaving) {
            const found = back.get(one.pair.id);
            expect(found && content(found)).toEqual(content(one.pair));
            expect(found?.label).toBe(outcomeOf(one));
            expect(found?.source).toBe(one.pair.source);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(['trl-reward', 'trl-dpo', 'trl-kto', 'openrlhf', 'nemo-rl', 'helpsteer3', 'llamafactory'] as const)(
    '%s: every pair that it can say, with its content id and label',
    async (profile) => {
      await fc.assert(
        fc.asyncProperty(somePairs, async (pairs) => {
          const { back, prepared } = await readBack(profile, pairs);
          const leftOut = prepared.stayOut.reduce((sum, { pairs: count }) => sum + count, 0);
          expect(prepared.rows + leftOut).toBe(pairs.length);
          expect(back.size).toBe(prepared.rows);
          for (const found of back.values()) {
            const one = pairs.find(({ pair }) => pair.id === found.id);
            expect(content(found)).toEqual(one && content(one.pair));
            expect(found.label).toBe(one && outcomeOf(one));
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  it('the shards of the data set folder: the pairs that left, each in its split', async () => {
    const prepared = await prepare(variedPairs(), {
      profile: 'hugging-face',
      options: { testShare: 0.5, rowsPerShard: 2 },
    });
    const shards = prepared.files.filter(({ path }) => path.endsWith('.parquet'));
    const back = await Promise.all(
      shards.map(async (file) => (await importText(file.path.replace('data/', ''), await bytesOf(file))).items),
    );
    const ids = back.flat().map(({ id }) => id);
    expect(shards.length).toBeGreaterThan(2);
    expect(ids).toHaveLength(prepared.rows);
    expect(variedPairs().map(({ pair }) => pair.id)).toEqual(expect.arrayContaining(ids));
  });

  it.each(Object.keys(profiles) as ProfileName[])(
    '%s as one zip: the pairs that left, what stands beside them named and not read as rows',
    async (profile) => {
      const { files, rows } = await prepare(variedPairs(), { profile, options: { testShare: 0.5, softLabels: true } });
      const { dataSet } = await importText('set.zip', new Uint8Array(await (await zipped(files)).arrayBuffer()));
      expect(dataSet.pairs).toBe(rows);
      const isBeside = /provenance|soft-labels|dataset_info|README/;
      expect(dataSet.report.rejected.map(({ reason }) => isBeside.test(reason))).toEqual(
        files.filter(({ path }) => isBeside.test(path)).map(() => true),
      );
    },
  );

  it('the verdicts of an export come back from its zip', async () => {
    const [one] = variedPairs();
    if (!one) throw new Error('There is no pair.');
    const event = sealed({ type: 'verdict', pair: one.pair.id, supersedes: [], data: madeData(prefer(-3)) }, 1);
    const label = foldPair(one.pair.id, new Map([[event.id, event]]));
    const { files } = await prepare([{ ...one, label, events: [event] }], { profile: 'llamafactory' });
    const read = await gather(readEvents(await zipped(files), 'set.zip'));
    expect(read.filter(({ ok }) => ok)).toMatchObject([{ event }]);
  });

  it.each([
    ['trl-dpo', 8],
    ['helpsteer3', 6],
  ] as const)('%s: the labels that were asked for, not only gold ones', async (profile, count) => {
    const first = given(pairFrom([user('Without strength.')], [assistant('m')], [assistant('n')], 'first'));
    const { back } = await readBack(profile, [...variedPairs(), first], { labels: 'original' });
    for (const { pair } of [...variedPairs(), first]) {
      const found = back.get(pair.id);
      if (found) expect(found.label).toBe(pair.label);
    }
    expect(back.size).toBe(count + 1);
  });
});
