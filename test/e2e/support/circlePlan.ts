import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { trainerPython } from '../../../scripts/prepareMachine.mjs';

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
const samples = join(projectRoot, 'public/samples/pandalm.json');
const embedding = join(projectRoot, 'test/files/decoders/qwen3-4to1-tied');
/** Of a row's texts, in characters: a person reads 40 of them, a tiny model all. */
const longest = 600;

export const protocol = `---
protocol: circle
version: 1
title: Small answers
---

## Every pair

- Prefer the answer that does what was asked.
`;

export interface CircleSizes {
  start: number;
  pool: number;
  wild: number;
  /** Pairs that people judge, and that judges have. */
  people: number;
  judges: number;
}

/**
 * Writes a plan of one iteration, stage 2 and a final model, over rows of PandaLM (Apache-2.0), with people and registry at a server, judges at
 * `judges`, and a decoder of three layers that is trained on this processor. @returns the plan's file
 */
export async function writeCirclePlan(
  folder: string,
  sizes: CircleSizes,
  { server, judges }: { server: string; judges: string },
): Promise<string> {
  const rows = await shortRows();
  let from = 0;
  for (const part of ['start', 'pool', 'wild'] as const) {
    await writeFile(join(folder, `${part}.json`), JSON.stringify(rows.slice(from, from + sizes[part])));
    from += sizes[part];
  }
  await writeFile(join(folder, 'protocol.md'), protocol);
  await writeFile(join(folder, 'run.yaml'), stringify(runFile(baseModel(folder))));
  const judge = (model: string) => ({ model, revision: '1', address: judges });
  const plan = {
    plan: 'circle',
    seed: '2026',
    data: { start: 'start.json', pool: 'pool.json', wild: 'wild.json', license: 'apache-2.0' },
    people: { server, verdicts: sizes.people, overlap: 0, heldOut: 0.25, protocol: 'protocol.md' },
    iterations: { count: 1, pairs: sizes.people + sizes.judges, arrival: 'at_once' },
    retrieval: { examples: 3 },
    machines: {
      training: 'run.yaml',
      embedding: { wire: 'built_in', model: embedding },
      judges: [judge('judge-a'), judge('judge-b')],
    },
    sampling: { samples: 2, maxTokens: 64 },
    stage2: { flip: 'yes' },
    registry: { server, model: 'circle' },
  };
  const path = join(folder, 'plan.yaml');
  await writeFile(path, stringify(plan));
  return path;
}

async function shortRows(): Promise<object[]> {
  const rows = JSON.parse(await readFile(samples, 'utf8')) as Record<string, unknown>[];
  const votes = ({ annotator1, annotator2, annotator3 }: Record<string, unknown>) => [
    annotator1,
    annotator2,
    annotator3,
  ];
  // Rows with a clear preference: the first model learns from some of them, stage 2 holds its labels against the rule.
  return rows.filter(
    (row) => JSON.stringify(row).length < longest && new Set(votes(row)).size === 1 && row['annotator1'] !== 0,
  );
}

function runFile(model: string): object {
  return {
    ...{ model, precision: 'float32', store: 'float32', max_length: 512, global_batch: 8, batch_per_process: 4 },
    ...{ learning_rate: 0.002, max_steps: 4, checkpoint_every: 4, log_every: 2, gradient_checkpointing: false },
  };
}

/** A language model of three narrow layers and random weights; the trainer gives it a reward head. */
function baseModel(folder: string): string {
  const base = join(folder, 'base');
  const make = `from pathlib import Path; from trainer.tests.job_folders import decoder; decoder('qwen3', Path(${JSON.stringify(base)}))`;
  execFileSync(trainerPython(), ['-c', make], { cwd: projectRoot, stdio: 'pipe' });
  return base;
}
