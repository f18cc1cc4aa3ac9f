import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { trainerPython } from '../../../scripts/prepareMachine.mjs';
import { projectRoot } from './circlePlan';

const run = promisify(execFile);

/**
 * Trains a copy of an exported data set by the command on its card, as `trainer/tests/test_card_trains.py` does for those that lie in the
 * project. @throws Error with what TRL said where it failed
 */
export async function trainByCard(exported: string): Promise<void> {
  await stat(join(exported, 'README.md'));
  const args = [
    '-m',
    'pytest',
    '-q',
    '-p',
    'no:cacheprovider',
    'trainer/tests/test_card_trains.py',
    '-k',
    'the_command',
  ];
  await run(trainerPython(), args, { cwd: projectRoot, env: { ...process.env, ASSAY_CARD_DIR: exported } });
}
