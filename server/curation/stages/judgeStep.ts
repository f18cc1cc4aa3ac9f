import { askJudge, type AskSettings } from '../../../src/curation/judge/askJudge';
import { judgePrompt, judgeSchema } from '../../../src/curation/judge/judgePrompt';
import type { JudgeExample, JudgePair } from '../../../src/curation/judge/JudgePair';
import { judgeRules } from '../../../src/curation/judge/judgeRules';
import { readJudgeAnswer, type JudgeSample } from '../../../src/curation/judge/readJudgeAnswer';
import type { SilverSource } from '../../../src/curation/labels/LabelSources';
import type { Sampling } from '../../../src/curation/machine/Sampling';
import { mergeVotes, type MergeSettings } from '../../../src/curation/votes/mergeVotes';
import { modelVote, type ModelVote, type SampleVoteSettings } from '../../../src/curation/votes/modelVote';
import type { Protocol } from '../../../src/verdicts/protocol/Protocol';
import { sha256OfText } from '../../ledger/sha256OfText';
import type { Judge } from '../machines/Judge';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import { tableOf } from '../pipeline/StageOutput';
import type { Step, StepWork } from '../pipeline/Step';
import { GoldExamples, type ExampleInputs } from './GoldExamples';
import type { PairSource } from './PairSource';
import { mapShards } from './mapShards';
import { countsOf, jsonOf, pairOfRow, textOf } from './pairRows';

/** `vote`: first, second or abstain; `silver`: a `SilverSource` as JSON, all that the vote is made of. */
const columns = {
  pair: 'text',
  vote: 'text',
  because: 'text',
  silver: 'text',
} as const satisfies ShardColumns;

export interface JudgeSettings {
  judges: readonly Judge[];
  asking: AskSettings;
  sampling: Sampling;
  sampleVote: SampleVoteSettings;
  merge: MergeSettings;
  /** Gold examples that a judge is shown, at most. */
  examples: number;
  exampleThreshold: number | null;
  protocol: Protocol;
  seed: string;
}

/** What is asked about, with its own attributes and vectors, and where the gold is that is shown. */
export interface JudgeInputs {
  source: PairSource;
  attribute: string;
  embed: string;
  gold: ExampleInputs;
}

/**
 * Judges label pairs: each is asked with the gold examples nearest to it (R2), several times with the candidates swapped in half; votes
 * inside a model first, then across models (arXiv 2507.01352, stage 1). Every answer is kept, so that no call is paid twice.
 */
export function judgeStep(label: string, inputs: JudgeInputs, settings: JudgeSettings): Step {
  const { judges, asking, sampling, sampleVote, merge, examples, exampleThreshold, protocol, seed } = settings;
  return {
    label,
    stage: 'judge',
    version: 1,
    settings: {
      where: inputs.source.where,
      judges: judges.map(({ id }) => id),
      prompt: judgePrompt.sha256,
      protocol: sha256OfText(JSON.stringify(protocol)),
      asking: { ...asking },
      sampling: { ...sampling },
      sampleVote: { ...sampleVote },
      merge: { ...merge, weights: merge.weights && { ...merge.weights } },
      examples,
      exampleThreshold,
      seed,
    },
    inputs: [...new Set([...inputs.source.inputs, inputs.attribute, inputs.embed, ...Object.values(inputs.gold)])],
    run: (work) => judge(work, inputs, settings),
  };
}

async function judge(work: StepWork, inputs: JudgeInputs, settings: JudgeSettings): Promise<Record<string, number>> {
  const gold = await GoldExamples.open(work, inputs.gold, settings.examples, settings.exampleThreshold);
  const { source, attribute, embed } = inputs;
  const beside = [
    { as: 'a', step: attribute },
    { as: 'e', step: embed },
  ];
  await source.prepare(work, beside);
  const columnsOf = 'c.*, a.attributes as attributes, a.origins as origins, e.vector as vector';
  const select = source.select(work, columnsOf, beside);
  await mapShards(work, work.input(source.pairs), columns, select, async (rows) => {
    const examples = await gold.of(rows);
    return inTurn(rows, (row, at, signal) => judged(row, examples[at] ?? [], settings, signal), work.signal);
  });
  const table = tableOf([work.out.fileOf('shard-*.parquet')]);
  return countsOf(
    await work.sql.all(`select coalesce(because, vote) as name, count(*) as count from ${table} group by 1 order by 1`),
  );
}

/** All rows at once, as far as the machines' own limits let them; the first failure ends the others. */
async function inTurn<In, Out>(
  rows: readonly In[],
  one: (row: In, at: number, signal: AbortSignal) => Promise<Out>,
  signal: AbortSignal,
): Promise<Out[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  try {
    return await Promise.all(rows.map((row, at) => one(row, at, either)));
  } catch (error) {
    failed.abort();
    throw error;
  }
}

async function judged(
  row: SqlRow,
  examples: readonly JudgeExample[],
  settings: JudgeSettings,
  signal: AbortSignal,
): Promise<ShardRow> {
  const target: JudgePair = {
    ...pairOfRow(row),
    attributes: jsonOf<JudgePair['attributes']>(row, 'attributes') as JudgePair['attributes'],
  };
  const rules = judgeRules(settings.protocol, target.attributes.category).text;
  const request = askJudge({ target, examples, rules, seed: settings.seed }, settings.asking);
  const votes: ModelVote[] = await Promise.all(
    settings.judges.map(async (one) => {
      const samples: JudgeSample[] =
        request.kind === 'abstention'
          ? [request]
          : await Promise.all(request.samples.map((sample, index) => asked(one, sample, index, settings, signal)));
      return modelVote(one.id, samples, settings.sampleVote);
    }),
  );
  const merged = mergeVotes(votes, settings.merge);
  const silver: SilverSource = {
    merged,
    examples: request.kind === 'request' ? request.examples : [],
    prompt: judgePrompt.sha256,
    revisions: Object.fromEntries(settings.judges.map(({ id }) => [id, id])),
    attributes: jsonOf<SilverSource['attributes']>(row, 'origins') ?? {},
  };
  return { pair: textOf(row, 'pair'), vote: merged.vote, because: merged.because, silver: JSON.stringify(silver) };
}

async function asked(
  one: Judge,
  { swapped, messages }: { swapped: boolean; messages: readonly { role: 'system' | 'user'; content: string }[] },
  index: number,
  { sampling }: JudgeSettings,
  signal: AbortSignal,
): Promise<JudgeSample> {
  const schema = { name: 'verdict', schema: judgeSchema };
  return readJudgeAnswer(await one.ask({ messages, schema, ...sampling, seed: index }, signal), swapped);
}
