import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallCache } from '../../../../server/curation/machines/http/CallCache';
import { NodeSqlite } from '../../../../server/database/NodeSqlite';

const key = (digit: string) => digit.repeat(64);
const spent = { tokensIn: 3, tokensOut: 2 };
let path: string;
let cache: CallCache;

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'assay-calls-')), 'calls.sqlite');
  cache = new CallCache(path);
});
afterEach(() => cache.close());

test('what was paid is counted once for each answer, also by the next process', async () => {
  await Promise.all([
    cache.keep(key('1'), '{}', spent),
    cache.keep(key('1'), '{}', spent),
    cache.keep(key('2'), '[]', spent),
    cache.keep(key('3'), '"a reward"', null),
  ]);
  expect(cache.spent()).toEqual({ calls: 2, tokensIn: 6, tokensOut: 4 });
  cache.close();
  cache = new CallCache(path);
  expect(cache.spent()).toEqual({ calls: 2, tokensIn: 6, tokensOut: 4 });
  expect(cache.find(key('2'))).toBe('[]');
});

test('an answer that cannot be written is refused to whoever waits, nothing of it counts, and the next one is kept', async () => {
  const other = new NodeSqlite(path);
  other.prepare('begin exclusive').run([]);
  await expect(cache.keep(key('1'), '{}', spent)).rejects.toThrow(/lock|busy/i);
  other.prepare('rollback').run([]);
  other.close();
  expect([cache.find(key('1')), cache.spent().calls]).toEqual([null, 0]);
  await cache.keep(key('1'), '{}', spent);
  expect(cache.spent()).toEqual({ calls: 1, ...spent });
});
