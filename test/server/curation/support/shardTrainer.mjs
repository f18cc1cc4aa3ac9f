#!/usr/bin/env node
// Scores shards by the run folder's contract as trainer/job does, with the lengths of texts for rewards. Its model is a folder whose
// `how` says what it does wrong; there it notes each start and each question.
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { parse } from 'yaml';

const [folder] = process.argv.slice(2);
const { model } = parse(readFileSync(join(folder, 'run.yaml'), 'utf8'));
const how = readFileSync(join(model, 'how'), 'utf8');
const say = (event) =>
  appendFileSync(join(folder, 'metrics.jsonl'), `${JSON.stringify({ at: new Date().toISOString(), event })}\n`);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const wrong = {
  missing: (rows) => rows.slice(1),
  twice: (rows) => [...rows, rows[0]],
  foreign: (rows) => [...rows, { ...rows[0], id: 'nobody-asked' }],
  other: (rows) => rows.map((row, at) => (at === 0 ? { ...row, id: 'nobody-asked' } : row)),
};

let isStopping = false;
process.on('SIGTERM', () => {
  isStopping = true;
  say('stopped');
  // Keeping a checkpoint takes its time.
  setTimeout(() => process.exit(143), 400);
});
const starts = existsSync(join(model, 'starts')) ? readFileSync(join(model, 'starts'), 'utf8').length : 0;
appendFileSync(join(model, 'starts'), 's');
say(starts === 0 ? 'started' : 'resumed');
if (how === 'failing') {
  writeFileSync(join(folder, 'FAILED.json'), JSON.stringify({ error: 'the model has no head' }));
  process.exit(1);
}
mkdirSync(join(folder, 'out'), { recursive: true });
for (const [at, name] of readdirSync(join(folder, 'data')).sort().entries()) {
  const out = join(folder, 'out', name.replace('.jsonl', '.parquet'));
  if (existsSync(out)) continue;
  while (isStopping || (how === 'slow' && at > 0 && !existsSync(join(model, 'go')))) await pause(20);
  const lines = readFileSync(join(folder, 'data', name), 'utf8')
    .trim()
    .split('\n')
    .map(JSON.parse);
  for (const { id } of lines) appendFileSync(join(model, 'asked'), `${id}\n`);
  const scored = lines.map(({ id, text }) => ({ id, reward: text.length }));
  // As the trainer, in an order of its own: those with a fault come last.
  const rows = (wrong[how] ?? ((all) => all))(scored.reverse());
  const column = (key, type) => ({ name: key, data: rows.map((row) => row[key]), type });
  writeFileSync(
    out,
    new Uint8Array(parquetWriteBuffer({ columnData: [column('id', 'STRING'), column('reward', 'DOUBLE')] })),
  );
  say('shard');
  if (how === 'dying' && starts === 0) process.kill(process.pid, 'SIGKILL');
}
writeFileSync(join(folder, 'DONE'), '{}');
