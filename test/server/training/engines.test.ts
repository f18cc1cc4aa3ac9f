import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../server/training/EngineError';
import { LocalEngine } from '../../../server/training/LocalEngine';
import { RayEngine } from '../../../server/training/RayEngine';
import { SlurmEngine } from '../../../server/training/SlurmEngine';
import { engineConformance, standInTrainer } from './engineConformance';
import { RayServer } from './standIns/RayServer';

const slurm = join(dirname(fileURLToPath(import.meta.url)), 'standIns/slurm.mjs');

engineConformance('local processes', async (folder) => ({
  engine: new LocalEngine({ command: standInTrainer, home: folder }),
}));

engineConformance('Ray jobs', async (folder) => {
  const server = await RayServer.start();
  const { address, token } = server;
  const engine = new RayEngine({ address, token, command: standInTrainer, home: folder });
  return { engine, close: () => server.close() };
});

engineConformance('Slurm', async (folder) => ({ engine: await slurmEngine(folder) }));

async function slurmEngine(folder: string): Promise<SlurmEngine> {
  const commands = join(folder, 'commands');
  const state = join(folder, 'slurm');
  await Promise.all([mkdir(commands), mkdir(state)]);
  for (const name of ['sbatch', 'squeue', 'scancel', 'sacct']) await symlink(slurm, join(commands, name));
  process.env['SLURM_STAND_IN'] = state;
  return new SlurmEngine({ command: standInTrainer, home: folder, commands, arguments: ['--partition=gpu'] });
}

describe('an engine that is not there', () => {
  const job = { run: 'r', folder: '/tmp', attempt: 1 };

  test('a cluster that does not answer', async () => {
    const engine = new RayEngine({ address: 'http://127.0.0.1:9', token: null, command: ['x'], home: '/' });
    await expect(engine.submit(job)).rejects.toThrow('The Ray cluster at http://127.0.0.1:9 does not answer');
  });

  test('a cluster that asks for another token', async () => {
    const server = await RayServer.start();
    const engine = new RayEngine({ address: server.address, token: 'wrong', command: ['x'], home: '/' });
    await expect(engine.submit(job)).rejects.toThrow('set RAY_AUTH_TOKEN');
    await server.close();
  });

  test('a machine without Slurm', async () => {
    const engine = new SlurmEngine({ command: ['x'], home: '/', commands: '/nowhere' });
    await expect(engine.submit(job)).rejects.toThrow("Slurm's squeue failed: it is not on this machine");
  });

  test('a program that is not there', async () => {
    const engine = new LocalEngine({ command: ['/nowhere/python'], home: '/' });
    await expect(engine.submit({ ...job, folder: process.env['TMPDIR'] ?? '/tmp' })).rejects.toBeInstanceOf(
      EngineError,
    );
  });
});
