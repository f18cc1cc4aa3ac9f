import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { chromiumMissing, findChromium } from '../../scripts/chromium.mjs';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-chromium-'));
  program = join(folder, 'chromium');
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
});

test('CHROME_PATH decides, and a wrong one is not silently replaced by another browser', () => {
  expect(findChromium({ CHROME_PATH: program, PATH: '' })).toBe(program);
  expect(findChromium({ CHROME_PATH: join(folder, 'missing'), PATH: folder })).toBeNull();
});

test.skipIf(process.platform !== 'linux')('a browser on the path is found', () => {
  expect(findChromium({ PATH: folder })).toBe(program);
});

test('what to install is said in one sentence', () => {
  expect(chromiumMissing.match(/[.!]/g)).toHaveLength(1);
  expect(chromiumMissing).toContain('CHROME_PATH');
});
