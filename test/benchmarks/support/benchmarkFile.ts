import { readFileSync } from 'node:fs';

/** One of the files of `test/files/benchmarks`, read as JSON. */
export function benchmarkFile<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../files/benchmarks/${name}`, import.meta.url), 'utf8')) as T;
}
