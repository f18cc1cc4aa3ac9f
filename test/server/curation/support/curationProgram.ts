import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { judgeTasks } from './people';
import { poolOf } from './poolOf';
import { dataSetOf, runOnce, testSetup, writePool } from './testSetup';

/** Runs the tests' plan to its end as a program of its own, people included: `node program FOLDER ADDRESS PAIRS`. It can be killed at any moment. */
async function main(folder: string, base: string, pairs: number): Promise<void> {
  const files = await writePool(folder, { pool: poolOf(pairs), wild: poolOf(pairs, 2) });
  const setup = testSetup(folder, base, files);
  for (;;) {
    const outcome = await runOnce(folder, setup);
    if (outcome.state === 'done') {
      await writeFile(join(folder, 'done.jsonl'), await dataSetOf(outcome));
      return;
    }
    await judgeTasks(join(folder, 'people'));
  }
}

const [, , folder = '', base = '', pairs = ''] = process.argv;
await main(folder, base, Number(pairs));
