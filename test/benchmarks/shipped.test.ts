import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { benchmarks } from '../../src/benchmarks/benchmarks';
import type { Benchmark } from '../../src/benchmarks/Benchmark';
import { hubDataSets } from '../../src/benchmarks/data/hubDataSets';
import { shippedData } from '../../src/benchmarks/data/shippedData';
import { BenchmarkData } from '../../src/benchmarks/run/BenchmarkData';

const root = new URL('../../public/', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');
const files = shippedData.flatMap((part) => part.files);
const benchmarkNamed = (wanted: string) => benchmarks.find(({ name }) => name === wanted) as Benchmark;

describe('data of benchmarks that ship', () => {
  test('the list and the folder hold the same files, and the README names who made them', () => {
    const there = readdirSync(new URL('benchmarks/', root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.jsonl?$/.test(name))
      .map((name) => `benchmarks/${name}`);
    const listed = files.map(({ address }) => address).filter((address) => address.startsWith('benchmarks/'));
    expect(listed.sort()).toEqual(there.sort());
    const readme = textOf('benchmarks/README.md');
    const notice = textOf('../NOTICE');
    for (const { attribution } of shippedData)
      for (const text of [readme, notice]) expect(text).toContain(attribution.split(',')[0]);
  });

  test.each(files)('$name has the bytes of its source', ({ address, bytes, sha256 }) => {
    const content = readFileSync(new URL(address, root));
    expect(content.length).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });

  test.each(shippedData)(
    '$benchmark, $title: its reader takes every row',
    async ({ benchmark, items, files: parts }) => {
      const named = parts.map(({ name, address }) => ({ name, content: new Blob([textOf(address)]) }));
      const { facts } = await BenchmarkData.read(benchmarkNamed(benchmark), named);
      expect(facts.items).toBe(items);
      expect(facts.files.map(({ sha256 }) => sha256)).toEqual(parts.map(({ sha256 }) => sha256));
    },
  );

  test('harmful texts have a notice', () => {
    const harmful = shippedData.filter((part) => part.files.some(({ name }) => name.includes('safety')));
    expect(harmful.map(({ notice }) => notice === null)).toEqual([false]);
  });
});

test('every benchmark says where its data lie on the hub, or that they are nowhere there', () => {
  expect(Object.keys(hubDataSets).sort()).toEqual(benchmarks.map(({ name }) => name).sort());
});
