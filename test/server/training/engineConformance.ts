import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../server/training/RunEvent';
import type { RunStatus } from '../../../server/training/RunStatus';
import type { TrainingEngine } from '../../../server/training/TrainingEngine';
import { TrainingRuns } from '../../../server/training/TrainingRuns';

/** The program that every engine runs in these tests. */
export const standInTrainer: readonly [string, string] = [
  process.execPath,
  join(dirname(fileURLToPath(import.meta.url)), 'standIns/trainer.mjs'),
];

interface Plan {
  steps: number;
  stepMs: number;
  end?: 'die' | 'fail';
}

interface Opened {
  engine: TrainingEngine;
  close?: () => Promise<void>;
}

/** What every engine promises, shown through the runs that it carries. @param patienceMs how slow the engine may be */
export function engineConformance(name: string, open: (folder: string) => Promise<Opened>, patienceMs = 15_000): void {
  describe(name, () => {
    let folder: string;
    let opened: Opened;
    let runs: TrainingRuns;

    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-engine-')));
      await mkdir(join(folder, 'runs'));
      opened = await open(folder);
      runs = new TrainingRuns(join(folder, 'runs'), opened.engine, 20);
    }, 120_000);

    afterAll(async () => {
      await opened.close?.();
      await rm(folder, { recursive: true, force: true });
    });

    async function runOf(id: string, plan: Plan): Promise<string> {
      const path = join(folder, 'runs', id);
      await mkdir(path);
      await writeFile(join(path, 'plan.json'), JSON.stringify(plan));
      return path;
    }

    async function until(id: string, done: (status: RunStatus) => boolean): Promise<RunStatus> {
      const end = Date.now() + patienceMs;
      for (;;) {
        const status = await runs.status(id);
        if (done(status) || Date.now() > end) return status;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }

    const isEnded = ({ phase }: RunStatus) => !['new', 'waiting', 'running'].includes(phase);

    test('a run streams its events from the first to the last and is done', { timeout: patienceMs * 2 }, async () => {
      await runOf('good', { steps: 5, stepMs: 30 });
      expect((await runs.status('good')).phase).toBe('new');
      process.env['DATABASE_URL'] = 'of the server';
      await runs.submit('good');
      delete process.env['DATABASE_URL'];
      const events: RunEvent[] = [];
      for await (const event of runs.events('good')) events.push(event);
      expect(events.filter(({ event }) => event === 'figures').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
      expect([events[0]?.event, events.at(-1)?.event]).toEqual(['started', 'done']);
      expect(await runs.status('good')).toMatchObject({ phase: 'done', step: 5, steps: 5, attempt: 1 });
    });

    test('arguments arrive as they are, secrets do not, and the log shows it', { timeout: patienceMs }, async () => {
      const path = await realpath(join(folder, 'runs', 'good'));
      const end = Date.now() + patienceMs;
      while (!(await runs.log('good')).includes('arguments') && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await runs.log('good')).toContain(JSON.stringify(path));
      expect(await runs.log('good')).toContain('secret none');
    });

    test('a run that is done, or runs, is not started again', { timeout: patienceMs * 2 }, async () => {
      await runs.submit('good');
      expect((await runs.status('good')).attempt).toBe(1);
      const path = await runOf('once', { steps: 8, stepMs: 60 });
      await Promise.all([runs.submit('once'), runs.submit('once')]);
      await until('once', ({ step }) => (step ?? 0) > 0);
      expect((await runs.submit('once')).attempt).toBe(1);
      expect((await until('once', isEnded)).phase).toBe('done');
      const text = await readFile(join(path, 'metrics.jsonl'), 'utf8');
      expect(text.match(/"started"/g)).toHaveLength(1);
    });

    test('a run that is stopped keeps its place and goes on from there', { timeout: patienceMs * 3 }, async () => {
      const path = await runOf('stopped', { steps: 60, stepMs: 50 });
      await runs.submit('stopped');
      await until('stopped', ({ step }) => (step ?? 0) >= 2);
      await runs.stop('stopped');
      const status = await until('stopped', isEnded);
      expect(status.phase).toBe('stopped');
      expect(status.step).toBeLessThan(60);
      await writeFile(join(path, 'plan.json'), JSON.stringify({ steps: (status.step ?? 0) + 3, stepMs: 10 }));
      await runs.resume('stopped');
      expect(await until('stopped', isEnded)).toMatchObject({ phase: 'done', attempt: 2 });
      const text = await readFile(join(path, 'metrics.jsonl'), 'utf8');
      expect(text).toContain('"resumed"');
    });

    test('a run that is killed is lost, not failed, and goes on', { timeout: patienceMs * 2 }, async () => {
      await runOf('killed', { steps: 4, stepMs: 20, end: 'die' });
      await runs.submit('killed');
      expect(await until('killed', isEnded)).toMatchObject({ phase: 'lost', step: 2 });
      await runs.resume('killed');
      expect(await until('killed', isEnded)).toMatchObject({ phase: 'done', step: 4, attempt: 2 });
    });

    test('a run that fails says why', { timeout: patienceMs }, async () => {
      await runOf('failing', { steps: 1, stepMs: 10, end: 'fail' });
      await runs.submit('failing');
      expect(await until('failing', isEnded)).toMatchObject({ phase: 'failed', reason: 'the gold set is empty' });
    });

    test('another server finds the run again', { timeout: patienceMs * 2 }, async () => {
      await runOf('found', { steps: 20, stepMs: 60 });
      await runs.submit('found');
      const other = new TrainingRuns(join(folder, 'runs'), opened.engine, 20);
      expect(['waiting', 'running']).toContain((await other.status('found')).phase);
      expect((await until('found', isEnded)).phase).toBe('done');
      expect((await other.status('found')).phase).toBe('done');
    });

    test('a job that was never there has ended', async () => {
      const handle = { local: '999999999@1', ray: 'none-1', slurm: '99999' }[opened.engine.name] ?? '';
      expect((await opened.engine.state(handle)).phase).toBe('ended');
      await opened.engine.stop(handle);
    });
  });
}
