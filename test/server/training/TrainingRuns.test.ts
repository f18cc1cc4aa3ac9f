import { appendFile, mkdir, mkdtemp, realpath, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { EventFile } from '../../../server/training/EventFile';
import { jobEnvironment } from '../../../server/training/jobEnvironment';
import { runFolder } from '../../../server/training/runFolder';
import { tail } from '../../../server/training/tail';
import { logBytes, type TrainingEngine } from '../../../server/training/TrainingEngine';
import { TrainingRuns } from '../../../server/training/TrainingRuns';

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'assay-runs-')));
});

describe("a run's folder", () => {
  test.each(['', '../up', 'A', 'a/b', 'a b', 'a;reboot', '$(reboot)', 'a'.repeat(65), '.'])(
    '%j is no id',
    async (id) => {
      await expect(runFolder(root, id)).rejects.toThrow("A run's id is 1 to 64");
    },
  );

  test('one that is missing is said to be missing', async () => {
    await expect(runFolder(root, 'none')).rejects.toThrow('There is no run none');
  });

  test('a link to another place is no run', async () => {
    await symlink(tmpdir(), join(root, 'elsewhere'));
    await expect(runFolder(root, 'elsewhere')).rejects.toThrow('must lie in the folder of runs');
  });

  test('the root may be a link itself', async () => {
    await mkdir(join(root, 'real/run'), { recursive: true });
    await symlink(join(root, 'real'), join(root, 'link'));
    expect(await runFolder(join(root, 'link'), 'run')).toBe(join(root, 'real/run'));
  });
});

describe('events of a file that grows', () => {
  const line = (step: number) => `${JSON.stringify({ at: 't', event: 'figures', step })}\n`;
  const steps = async (file: EventFile) => (await file.next()).map(({ step }) => step);

  test('a line counts when its end is there, whatever is cut', async () => {
    const path = join(root, 'metrics.jsonl');
    const file = new EventFile(path);
    expect(await steps(file)).toEqual([]);
    await writeFile(path, line(1) + line(2).slice(0, 9));
    expect(await steps(file)).toEqual([1]);
    await appendFile(path, line(2).slice(9) + line(3));
    expect(await steps(file)).toEqual([2, 3]);
  });

  test('a half line that a new try took away is not missed', async () => {
    const path = join(root, 'metrics.jsonl');
    const file = new EventFile(path);
    await writeFile(path, `${line(1)}{"at": "2026-`);
    expect(await steps(file)).toEqual([1]);
    await truncate(path, line(1).length);
    await appendFile(path, line(2));
    expect(await steps(file)).toEqual([2]);
  });

  test('what is no event is passed over', async () => {
    const path = join(root, 'metrics.jsonl');
    await writeFile(path, `null\n"x"\n{"step": 3}\nnot json\n${line(4)}`);
    expect(await steps(new EventFile(path))).toEqual([4]);
  });
});

test('a log is cut at the start of a line', async () => {
  const path = join(root, 'log.txt');
  await writeFile(path, `${'x'.repeat(logBytes)}\nfirst\nlast\n`);
  expect(await tail(path)).toBe('first\nlast\n');
  expect(await tail(join(root, 'none'))).toBe('');
});

test("a job knows nothing of the server's secrets", () => {
  const secrets = { DATABASE_URL: 's', RAY_AUTH_TOKEN: 's', ASSAY_SECRET: 's' };
  expect(jobEnvironment({ PATH: '/bin', OMP_NUM_THREADS: '2', ...secrets })).toEqual({
    PATH: '/bin',
    OMP_NUM_THREADS: '2',
  });
});

test('a run that another engine carries is not asked about here', async () => {
  await mkdir(join(root, 'run'));
  await writeFile(
    join(root, 'run/job.json'),
    JSON.stringify({ engine: 'ray', handle: 'run-1', attempt: 1, stopped: false }),
  );
  const engine = { name: 'local' } as TrainingEngine;
  await expect(new TrainingRuns(root, engine).status('run')).rejects.toThrow('was started on ray');
});

test('only a run that ended early goes on', async () => {
  await mkdir(join(root, 'run'));
  const engine = { name: 'local' } as TrainingEngine;
  await expect(new TrainingRuns(root, engine).resume('run')).rejects.toThrow('The run run is new');
});
