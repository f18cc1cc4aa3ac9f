import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurationSetup } from '../../../../server/curation/CurationSetup';
import { LedgerFiles } from '../../../../server/curation/human/LedgerFiles';
import { openAiEmbeddingWire } from '../../../../server/curation/machines/embeddings/openAiEmbeddingWire';
import { ServedEmbeddings } from '../../../../server/curation/machines/embeddings/ServedEmbeddings';
import { CallCache } from '../../../../server/curation/machines/http/CallCache';
import { MachineServer } from '../../../../server/curation/machines/http/MachineServer';
import { OpenAiJudge } from '../../../../server/curation/machines/judges/OpenAiJudge';
import { usualFixtures } from '../../../../server/curation/machines/rewards/RewardFixture';
import { ServedRewards } from '../../../../server/curation/machines/rewards/ServedRewards';
import { sglangWire } from '../../../../server/curation/machines/rewards/sglangWire';
import { NamedModels } from '../../../../server/curation/models/NamedModels';
import { Pipeline, type PipelineView, type RunOutcome } from '../../../../server/curation/pipeline/Pipeline';
import { stepsOf } from '../../../../server/curation/stepsOf';
import { sha256OfText } from '../../../../server/ledger/sha256OfText';
import { usualAsking } from '../../../../src/curation/judge/askJudge';
import { usualRetrieval } from '../../../../src/curation/retrieval/RetrievalSettings';
import { usualStageTwo } from '../../../../src/curation/stageTwo/StageTwoSettings';
import { usualMerge } from '../../../../src/curation/votes/mergeVotes';
import { usualSampleVote } from '../../../../src/curation/votes/modelVote';
import type { Message } from '../../../../src/pairs/Message';
import type { PoolLine } from './poolOf';

const render = (messages: readonly Message[]) => messages.map(({ role, content }) => `${role}: ${content}\n`).join('');

/** Writes files of the pool and gives their places. */
export async function writePool(
  folder: string,
  parts: { pool: PoolLine[]; wild?: PoolLine[] },
): Promise<CurationSetup['files']> {
  await mkdir(folder, { recursive: true });
  const files: CurationSetup['files'][number][] = [];
  for (const part of ['pool', 'wild'] as const) {
    const lines = parts[part];
    if (lines === undefined) continue;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const path = join(folder, `${part}.jsonl`);
    await writeFile(path, text);
    files.push({ part, path, sha256: sha256OfText(text) });
  }
  return files;
}

/** A plan of two small iterations and stage 2 over scripted machines. Its folders: `people`, `run`, `calls.sqlite`. */
export function testSetup(
  folder: string,
  base: string,
  files: CurationSetup['files'],
  cache = new CallCache(join(folder, 'calls.sqlite')),
): CurationSetup {
  const server = (id: string) => new MachineServer({ base, id, secret: null, cache, limits: { concurrency: 16 } });
  const rewards = (model: string) =>
    new ServedRewards(server(`${model}@1`), sglangWire(model), { render, fixtures: usualFixtures(null) });
  const embeddings = new ServedEmbeddings(server('emb@1'), openAiEmbeddingWire('emb', null), 8);
  return {
    seed: 'seed',
    files,
    clean: { prompts: [], n: 13, scope: 'prompt', cleared: [], short: 'whole' },
    stageOne: {
      iterations: 2,
      pairs: 30,
      verdicts: 10,
      overlap: 0,
      arrival: 'at_once',
      enough: 1,
      disputed: 'leave',
      fold: 'adjudicated',
      heldOut: 0.1,
    },
    retrieval: { ...usualRetrieval, candidates: 24, examples: 3, exampleThreshold: null },
    judging: {
      asking: { ...usualAsking, samples: 2 },
      sampling: { temperature: 0.7, topP: 0.95, maxTokens: 64 },
      sampleVote: usualSampleVote,
      merge: usualMerge,
      protocol: {
        id: 'test',
        version: 1,
        title: 'Test',
        rules: { every: 'Judge by what is good.', categories: {} },
      } as unknown as CurationSetup['judging']['protocol'],
    },
    stageTwo: { ...usualStageTwo, flip: true },
    machines: {
      describer: null,
      embedding: { id: embeddings.id, open: () => Promise.resolve(embeddings) },
      judges: [new OpenAiJudge(server('judge-a@1'), 'judge-a'), new OpenAiJudge(server('judge-b@1'), 'judge-b')],
      models: new NamedModels({ best: rewards('rm-best'), gold: rewards('rm-gold') }),
    },
    final: null,
    human: new LedgerFiles(join(folder, 'people')),
    card: { plan: 'test', license: null },
    versions: { plan: 'test' },
  };
}

export const silentView: PipelineView = {
  started: () => undefined,
  progress: () => undefined,
  finished: () => undefined,
};

export function runOnce(folder: string, setup: CurationSetup, redo = false, view = silentView): Promise<RunOutcome> {
  const pipeline = new Pipeline(join(folder, 'run'), stepsOf(setup), 64);
  return pipeline.run({ view, signal: new AbortController().signal, redo });
}

export function dataSetOf(outcome: RunOutcome): Promise<string> {
  if (outcome.state !== 'done') throw new Error(`The run waits: ${outcome.reason.message}`);
  return readFile(outcome.outputs.get('export')?.file('dataset.jsonl') ?? '', 'utf8');
}
