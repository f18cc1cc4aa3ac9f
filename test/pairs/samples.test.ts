import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/pairs/samples';
import { importText } from './support/importText';

const folder = new URL('../../public/samples/', import.meta.url);
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const readme = new TextDecoder().decode(bytesOf('README.md'));

describe('samples', () => {
  it('the list and the folder hold the same files, 6.5 MB at most', () => {
    const files = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(samples.map((sample) => sample.name).sort()).toEqual(files.sort());
    expect(samples.reduce((sum, sample) => sum + sample.bytes, 0)).toBeLessThan(6_500_000);
  });

  it.each(samples)('$name is what the list says of it', async (sample) => {
    const { dataSet } = await importText(sample.name, bytesOf(sample.name));
    const { report } = dataSet;
    expect({ pairs: dataSet.pairs, bytes: dataSet.bytes }).toEqual({ pairs: sample.pairs, bytes: sample.bytes });
    const reasons = new Set(report.rejected.map((row) => row.reason));
    expect([...reasons].filter((reason) => !/is empty$|the same text$|is a boolean/.test(reason))).toEqual([]);
  });

  it('every one has an attribution with its licence, and stands in the README', () => {
    for (const { name, attribution, licence } of samples) {
      expect(attribution).toContain(licence.replace(/-1\.0$/, ''));
      expect(readme).toContain(name.replace(/^llmbar-.*/, 'llmbar-*.json'));
    }
  });

  it('the first one shown needs no notice', () => {
    expect(samples[0]?.notice).toBeNull();
  });
});
