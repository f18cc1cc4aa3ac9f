#!/usr/bin/env node
// Speaks the run folder's contract as trainer/job does, in milliseconds: what it does stands in plan.json of the folder.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const { steps, stepMs, end } = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
const file = join(folder, 'metrics.jsonl');
const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse) : [];
const first = before.findLast(({ event }) => event === 'checkpoint')?.step ?? 0;
let stopping = false;
process.on('SIGTERM', () => (stopping = true));

const say = (event, fields) =>
  appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);

process.stdout.write(
  `arguments ${JSON.stringify(process.argv.slice(2))} secret ${process.env.DATABASE_URL ?? 'none'}\n`,
);
say(first === 0 ? 'started' : 'resumed', { step: first, steps });
for (let step = first + 1; step <= steps; step += 1) {
  await new Promise((resolve) => setTimeout(resolve, stepMs));
  say('figures', { step, steps, loss: 1 / step });
  say('checkpoint', { step, steps });
  if (stopping) {
    say('stopped', { step, steps });
    process.exit(143);
  }
  if (end === 'die' && step === 2 && first === 0) process.kill(process.pid, 'SIGKILL');
}
if (end === 'fail') {
  writeFileSync(join(folder, 'FAILED.json'), JSON.stringify({ error: 'the gold set is empty', trace: '' }));
  process.exit(1);
}
say('done', {});
writeFileSync(join(folder, 'DONE'), '{}');
