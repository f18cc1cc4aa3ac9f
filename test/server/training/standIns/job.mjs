#!/usr/bin/env node
// The trainer's program as a plan starts it (`python -m trainer.job FOLDER`), in milliseconds: a training copies the checkpoint that run.yaml
// names, a pass answers by what the texts say.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'yaml';

const folder = process.argv[4];
const settings = parse(readFileSync(join(folder, 'run.yaml'), 'utf8'));
const say = (event, fields) =>
  appendFileSync(
    join(folder, 'metrics.jsonl'),
    `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`,
  );
const goodness = (text) => text.split('good').length - 1;
const reward = (messages) => goodness(messages.at(-1).content);

const answerOf = (row) =>
  settings.kind === 'embed'
    ? { id: row.id, embedding: [1, goodness(row.text), row.text.length % 7] }
    : { id: row.id, r_chosen: reward(row.chosen), r_rejected: reward(row.rejected), why: null };
const types =
  settings.kind === 'embed' ? 'embedding: "FLOAT[]"' : 'r_chosen: "DOUBLE", r_rejected: "DOUBLE", why: "VARCHAR"';

say('started', { step: 0, steps: 1 });
if (settings.kind === undefined) {
  say('figures', { step: 1, steps: 1, loss: 0.5 });
  say('figures', { step: 1, steps: 1, eval_accuracy: 0.75 });
  // A training that takes its time.
  while (settings.until !== undefined && !existsSync(settings.until))
    await new Promise((resolve) => setTimeout(resolve, 20));
  cpSync(settings.model, join(folder, 'model'), { recursive: true });
} else {
  mkdirSync(join(folder, 'out'), { recursive: true });
  const sql = await (await DuckDBInstance.create()).connect();
  // Backwards: answers are put in the order of the questions by their ids.
  for (const name of readdirSync(join(folder, 'data'))) {
    const lines = readFileSync(join(folder, 'data', name), 'utf8')
      .trim()
      .split('\n');
    const rows = lines.map((line) => JSON.parse(line)).reverse();
    const made = join(folder, 'out', `.${name}`);
    writeFileSync(made, rows.map((row) => JSON.stringify(answerOf(row))).join('\n'));
    await sql.run(
      `copy (select * from read_json('${made}', columns = {id: "VARCHAR", ${types}})) to '${made.replace('/.', '/').replace('.jsonl', '.parquet')}'`,
    );
    say('shard', { shard: name, rows: rows.length });
  }
}
say('done', {});
writeFileSync(join(folder, 'DONE'), '{}');
