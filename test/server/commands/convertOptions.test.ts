import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profiles } from '../../../src/pairs/export/profiles/profiles';
import { runData } from './support/runData';

const option = <Value extends string>(name: string, values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined }).map((value) => (value === undefined ? [] : [name, value]));
const flag = (name: string) => fc.boolean().map((isSet) => (isSet ? [name] : []));
const options = fc.tuple(
  option('--labels', ['original', 'corrected']),
  option('--annotators', ['newest', 'majority', 'unanimous']),
  option('--ties', ['out', 'soft']),
  fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(['--margin', '0.5']) }),
  option('--test-share', ['0', '0.5']),
  option('--rows-per-shard', ['1', '2', '1000']),
  option('--name', ['named', 'a b']),
  option('--license', ['mit', 'x: [y']),
  flag('--provenance'),
  flag('--strict'),
);
const message = (content: string) => [{ role: 'user', content }];
const row = fc.oneof(
  fc.record({
    context: fc.constantFrom(...['a', 'b\ud83d', 'c | d'].map(message)),
    response1: fc.constantFrom('x', '', '=1', 'y\u0000'),
    response2: fc.constantFrom('z', 'x', '</s>'),
    overall_preference: fc.constantFrom(-3, 0, 1, null),
  }),
  fc.constant({ context: 7 }),
);
/** A folder, the file that the profile writes, or another one. */
const target = fc.constantFrom(
  (profile: string) => `of-${profile}`,
  (profile: string) => (['csv', 'parquet'].includes(profile) ? `out.${profile}` : 'out.jsonl'),
  () => 'out.csv',
);

test(
  'whatever the options: all of it or nothing, and never a word that is no sentence',
  { timeout: 60_000 },
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'assay-options-'));
    const profile = fc.constantFrom(...Object.keys(profiles));
    const rows = fc.array(row, { minLength: 1, maxLength: 6 });
    let run = 0;
    let complete = 0;
    try {
      await fc.assert(
        fc.asyncProperty(rows, profile, target, options, async (given, to, out, chosen) => {
          const folder = join(root, String(run++));
          const input = `${folder}.jsonl`;
          await writeFile(input, given.map((one) => `${JSON.stringify(one)}\n`).join(''));
          const args = ['convert-data', input, '--to', to, '--out', `${folder}-${out(to)}`, '--json', ...chosen.flat()];
          const { code, out: json, error } = await runData(args);
          const left = (await readdir(root)).filter((name) => name.startsWith(`${run - 1}-`));
          expect([0, 1, 2, 3]).toContain(code);
          expect(error).not.toMatch(/^ {4}at /m);
          const written = code === 2 ? null : writtenOf(json);
          expect(left.length > 0, error).toBe(written !== null);
          if (written !== null) complete++;
          for (const { path, bytes } of written ?? []) expect((await readFile(path)).length).toBe(bytes);
        }),
        { numRuns: 150 },
      );
      expect(complete).toBeGreaterThan(10);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
);

/** The files that a command says it has written; null where it says none. */
function writtenOf(json: string): { path: string; bytes: number }[] | null {
  const report = JSON.parse(json) as { export?: { written: { path: string; bytes: number }[] | null } };
  return report.export?.written ?? null;
}
