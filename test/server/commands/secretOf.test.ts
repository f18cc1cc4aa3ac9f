import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { secretOf } from '../../../server/commands/secretOf';

test('a secret is the variable or the content of its file, without the line break that editors leave', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'assay-secret-')), 'url');
  await writeFile(file, 'postgresql://assay@db/assay\n');
  expect(secretOf('DATABASE_URL', { DATABASE_URL: 'x' })).toBe('x');
  expect(secretOf('DATABASE_URL', { DATABASE_URL_FILE: file })).toBe('postgresql://assay@db/assay');
  expect(secretOf('DATABASE_URL', { DATABASE_URL: '' })).toBeUndefined();
  expect(() => secretOf('DATABASE_URL', { DATABASE_URL: 'x', DATABASE_URL_FILE: file })).toThrow('both set');
  expect(() => secretOf('DATABASE_URL', { DATABASE_URL_FILE: `${file}.gone` })).toThrow(
    'DATABASE_URL_FILE cannot be read',
  );
});
