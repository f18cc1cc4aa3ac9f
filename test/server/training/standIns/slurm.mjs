#!/usr/bin/env node
// sbatch, squeue, scancel and sacct as far as Assay speaks to them; which one it is, its own name says. Jobs are processes of
// this machine, kept as files of the folder that SLURM_STAND_IN names.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const state = process.env.SLURM_STAND_IN;
const program = basename(process.argv[1]);
const words = process.argv.slice(2);
const flag = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const jobs = () =>
  readdirSync(state)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(state, name), 'utf8')));

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function stateOf(job) {
  const stat = existsSync(`/proc/${job.pid}/stat`) ? readFileSync(`/proc/${job.pid}/stat`, 'utf8') : null;
  const alive = stat !== null && !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  if (alive) return 'RUNNING';
  return job.cancelled ? 'CANCELLED' : 'COMPLETED';
}

if (program === 'sbatch') {
  if (!words.includes('--parsable')) refuse('sbatch: this stand-in prints numbers only');
  const place = words.findIndex((word) => !word.startsWith('--'));
  const [script, ...rest] = words.slice(place);
  // Slurm takes a copy of the script, which must begin with its interpreter.
  const text = readFileSync(script, 'utf8');
  if (!text.startsWith('#!')) refuse('sbatch: error: This does not look like a batch script.');
  const id = String(1001 + jobs().length);
  const copy = join(state, `${id}.sh`);
  writeFileSync(copy, text);
  const log = openSync(flag('output'), 'a');
  const child = spawn('/bin/sh', [copy, ...rest], {
    cwd: flag('chdir'),
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, SLURM_JOB_ID: id, SLURM_NODEID: '0' },
  });
  child.unref();
  const job = { id, pid: child.pid, name: flag('job-name'), partition: flag('partition') ?? null };
  writeFileSync(join(state, `${id}.json`), JSON.stringify(job));
  process.stdout.write(`${id}\n`);
  process.exit(0);
}

if (program === 'squeue') {
  const asked = flag('jobs');
  if (asked !== undefined && !jobs().some(({ id }) => id === asked))
    refuse('slurm_load_jobs error: Invalid job id specified');
  const here = jobs().filter((job) => stateOf(job) === 'RUNNING' && (!asked || job.id === asked));
  const named = here.filter(({ name }) => flag('name') === undefined || name === flag('name'));
  for (const job of named) process.stdout.write(`${flag('format') === '%i' ? job.id : stateOf(job)}\n`);
}

if (program === 'scancel') {
  const job = jobs().find(({ id }) => id === words[0]);
  if (!job) refuse('scancel: error: Invalid job id');
  writeFileSync(join(state, `${job.id}.json`), JSON.stringify({ ...job, cancelled: true }));
  process.kill(job.pid, 'SIGTERM');
}

if (program === 'sacct') {
  const found = jobs().filter(({ id }) => id === flag('jobs'));
  const told = found.map((job) => ({ job_id: Number(job.id), state: { current: [stateOf(job)], reason: 'None' } }));
  process.stdout.write(JSON.stringify({ jobs: told, warnings: [], errors: [] }));
}
