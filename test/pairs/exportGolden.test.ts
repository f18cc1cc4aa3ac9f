import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profiles, type ProfileName } from '../../src/pairs/export/profiles/profiles';
import { bytesOf, prepare, variedPairs } from './support/exportCases';

const golden = new URL('../files/exports/', import.meta.url).pathname;
/** Set it to write the files anew; then read what has changed. */
const writes = process.env['ASSAY_WRITE_GOLDEN'] === '1';

const cases: { name: string; profile: ProfileName; options: Parameters<typeof prepare>[1]['options'] }[] = [
  ...(Object.keys(profiles) as ProfileName[]).map((profile) => ({ name: profile, profile, options: {} })),
  { name: 'trl-reward-margin', profile: 'trl-reward', options: { margin: 0.5 } },
  { name: 'trl-reward-soft', profile: 'trl-reward', options: { softLabels: true, annotators: 'unanimous' } },
  { name: 'helpsteer3-ties', profile: 'helpsteer3', options: { softLabels: true, labels: 'corrected' } },
  {
    name: 'hugging-face-corrected',
    profile: 'hugging-face',
    options: {
      labels: 'corrected',
      margin: null,
      testShare: 0.5,
      rowsPerShard: 3,
      card: { title: 'Small: "primes" # and more', license: 'cc-by-4.0', description: 'Made by hand.' },
    },
  },
];

describe.each(cases)('the golden files of $name', ({ name, profile, options = {} }) => {
  it('are what the profile writes, byte by byte and no file more', async () => {
    const { files } = await prepare(variedPairs(), { profile, options });
    for (const file of files) {
      const path = join(golden, name, file.path);
      const bytes = Buffer.from(await bytesOf(file));
      if (writes) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes);
      }
      expect(existsSync(path), `${path} is missing`).toBe(true);
      expect(bytes.equals(readFileSync(path)), `${path} differs`).toBe(true);
    }
    const stored = readdirSync(join(golden, name), { recursive: true, withFileTypes: true });
    expect(stored.filter((entry) => entry.isFile())).toHaveLength(files.length);
  });

  it('do not depend on the order of the pairs', async () => {
    const [one, other] = await Promise.all(
      [variedPairs(), variedPairs().reverse()].map((pairs) => prepare(pairs, { profile, options })),
    );
    const bytes = (files: NonNullable<typeof one>['files']) =>
      Promise.all(files.map(async (file) => [file.path, Buffer.from(await bytesOf(file)).toString('base64')]));
    expect(await bytes(other?.files ?? [])).toEqual(await bytes(one?.files ?? []));
  });
});
