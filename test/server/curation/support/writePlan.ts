import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

const template = fileURLToPath(new URL('../../../files/tokenizers/qwen', import.meta.url));

/** What a test has otherwise than `writePlan`, by section. */
export interface PlanChanges {
  sampling?: object;
  budget?: object;
  data?: object;
  people?: object;
  iterations?: object;
  machines?: object;
  registry?: object;
  training?: object;
}

/**
 * Writes a plan of one iteration and stage 2 over the machines at an address, and gives its path. With `people: { server: ADDRESS }` people
 * judge on that server; with `keyVariable` the plan's token for it is taken from there.
 */
export async function writePlan(folder: string, address: string, changes: PlanChanges = {}): Promise<string> {
  const rewards = (model: string) => ({ model, revision: '1', wire: 'sglang', address, template });
  const plan = {
    plan: 'test',
    seed: 'seed',
    data: { pool: 'pool.jsonl', wild: 'wi*.jsonl', ...changes.data },
    people: { verdicts: 6, overlap: 0, ...changes.people },
    iterations: { count: 1, pairs: 12, arrival: 'at_once', ...changes.iterations },
    retrieval: { examples: 2 },
    machines: {
      best: rewards('rm-best'),
      gold: rewards('rm-gold'),
      embedding: { model: 'emb', revision: '1', wire: 'openai', address },
      judges: [{ model: 'judge-a', revision: '1', address, keyVariable: 'JUDGE_KEY' }],
      ...changes.machines,
    },
    sampling: { samples: 2, maxTokens: 64, ...changes.sampling },
    stage2: { flip: 'yes' },
    budget: changes.budget ?? {},
    prices: { verdict: 0.5, millionTokensIn: 1 },
    ...(changes.registry && { registry: changes.registry }),
    ...(changes.training && { training: changes.training }),
  };
  const path = join(folder, 'plan.yaml');
  await writeFile(path, stringify(plan));
  return path;
}
