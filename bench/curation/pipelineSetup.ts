import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CurationSetup } from '../../server/curation/CurationSetup';
import { LedgerFiles } from '../../server/curation/human/LedgerFiles';
import type { RewardMachine } from '../../server/curation/machines/RewardMachine';
import { NamedModels } from '../../server/curation/models/NamedModels';
import { usualAsking } from '../../src/curation/judge/askJudge';
import { usualRetrieval } from '../../src/curation/retrieval/RetrievalSettings';
import { usualMerge } from '../../src/curation/votes/mergeVotes';
import { usualSampleVote } from '../../src/curation/votes/modelVote';
import { parseProtocol } from '../../src/verdicts/protocol/parseProtocol';
import { seededNumbers } from '../../test/support/seededNumbers';

const protocol = new URL('../../src/verdicts/protocol/default.md', import.meta.url);

/** A plan of one iteration without people and judges, then stage 2 with machines that answer at once. */
export function pipelineSetup(folder: string, files: CurationSetup['files']): CurationSetup {
  const vector = Float32Array.from({ length: 64 }, () => 1 / 8);
  const embedding = {
    id: 'emb@1',
    width: 64,
    start: () => Promise.resolve(),
    embed: (texts: readonly string[]) => Promise.resolve(texts.map(() => vector)),
    close: () => Promise.resolve(),
  };
  return {
    seed: 'bench',
    files,
    clean: { prompts: [], n: 13, scope: 'prompt', cleared: [], short: 'whole' },
    stageOne: {
      iterations: 1,
      pairs: 100,
      verdicts: 0,
      overlap: 0,
      arrival: 'at_once',
      enough: 1,
      fold: 'adjudicated',
      disputed: 'leave',
      heldOut: 0.1,
    },
    retrieval: { ...usualRetrieval, candidates: 8, examples: 8, exampleThreshold: null },
    judging: {
      asking: usualAsking,
      sampling: { temperature: 0.7, topP: 0.95, maxTokens: 64 },
      sampleVote: usualSampleVote,
      merge: usualMerge,
      protocol: parseProtocol(readFileSync(protocol, 'utf8')),
    },
    stageTwo: { band: 0, flip: true, flipAtMost: 1 },
    machines: {
      describer: null,
      embedding: { id: embedding.id, open: () => Promise.resolve(embedding) },
      judges: [],
      models: new NamedModels({ best: machine('best@1', 1), gold: machine('gold@1', 2) }),
    },
    final: null,
    human: new LedgerFiles(join(folder, 'people')),
    card: { plan: 'bench', license: null },
    versions: { plan: 'bench' },
  };
}

/** The first of two texts gets more by chance: both models agree more often than not. */
function machine(id: string, seed: number): RewardMachine {
  const next = seededNumbers(seed);
  return {
    id,
    start: () => Promise.resolve(),
    rewards: (conversations) =>
      Promise.resolve(conversations.map((_, at) => ({ reward: (at % 2 === 0 ? 0.7 : 0) + next() }))),
    close: () => Promise.resolve(),
  };
}
