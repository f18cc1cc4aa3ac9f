import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeMutant } from './mutants/makeMutant';
import { mutants, type Mutant } from './mutants/mutants';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.each(mutants)(
  'code that $name can be made: the text to replace stands where it is looked for',
  ({ file, from }) => {
    expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2);
  },
);

// All of them: npm run torture -- --mutants
test('code that puts a newer content under a known id is seen', () => {
  const folder = join(root, 'node_modules', '.cache', `assay-mutant-test-${process.pid}`);
  makeMutant(root, folder, mutants.find(({ name }) => name.includes('newer content')) as Mutant);
  const program = join(root, 'scripts', 'tortureHistories.mjs');
  const { stdout } = spawnSync(process.execPath, [program, folder, 'sqlite', '30', '3'], { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ altered: 1 });
}, 120_000);
