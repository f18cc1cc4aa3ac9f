import type { Message } from '../../../src/pairs/Message';
import { mapShardsByJob } from '../jobs/mapShardsByJob';
import type { ShardJob } from '../jobs/ShardJob';
import type { ModelMaker, ModelPurpose } from '../models/ModelMaker';
import type { RewardMachine } from '../machines/RewardMachine';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import { tableOf } from '../pipeline/StageOutput';
import type { Step, StepWork } from '../pipeline/Step';
import type { PairSource } from './PairSource';
import { mapShards } from './mapShards';
import { pairOfRow, textOf } from './pairRows';
import { modelOf } from './trainStep';

/** Rewards of both responses; null with the reason where there is none. */
export const rewardColumns = {
  pair: 'text',
  first_reward: 'number',
  second_reward: 'number',
  why: 'text',
} as const satisfies ShardColumns;

/** Rewards of pairs by the model that a train step has made. */
export function scoreStep(
  label: string,
  source: PairSource,
  train: string,
  models: ModelMaker,
  purpose: ModelPurpose,
): Step {
  return {
    label,
    stage: 'score',
    version: 1,
    settings: { where: source.where, purpose, ...(models.scoring && { scoring: models.scoring.id }) },
    inputs: [...source.inputs, train],
    run: async (work) => {
      await source.prepare(work);
      if (models.scoring) {
        await scoreByJob(work, label, source, models.scoring.job(await modelOf(work, train)));
        return countScored(work);
      }
      const open = once(async () => models.open(await modelOf(work, train), purpose, work.signal));
      try {
        await mapShards(work, work.input(source.pairs), rewardColumns, source.select(work, 'c.*', []), async (rows) => {
          if (rows.length === 0) return [];
          return scored(rows, await open(), work.signal);
        });
      } finally {
        if (open.made) await (await open()).close();
      }
      return countScored(work);
    },
  };
}

async function scored(rows: readonly SqlRow[], machine: RewardMachine, signal: AbortSignal): Promise<ShardRow[]> {
  const conversations = rows.map(pairOfRow).flatMap(({ prompt, first, second }) => [
    { prompt, response: first.messages },
    { prompt, response: second.messages },
  ]);
  const answers = await machine.rewards(conversations, signal);
  return rows.map((row, at) => {
    const both = [answers[2 * at], answers[2 * at + 1]];
    const [first = null, second = null] = both.map((one) => (one && 'reward' in one ? one.reward : null));
    const why = both.flatMap((one) => (one && 'reason' in one ? [one.reason] : []));
    return { pair: textOf(row, 'pair'), first_reward: first, second_reward: second, why: why[0] ?? null };
  });
}

function scoreByJob(work: StepWork, label: string, source: PairSource, job: ShardJob): Promise<void> {
  return mapShardsByJob(work, label, job, work.input(source.pairs), source.select(work, 'c.*', []), {
    columns: rewardColumns,
    question: (row) => {
      const { prompt, first, second } = pairOfRow(row);
      const turns = (messages: readonly Message[]) => messages.map(({ role, content }) => ({ role, content }));
      const sides = { chosen: turns([...prompt, ...first.messages]), rejected: turns([...prompt, ...second.messages]) };
      return isAnswered(sides.chosen) && isAnswered(sides.rejected) ? sides : null;
    },
    shardRow: (row, answer) => {
      const [first, second] = [finiteOf(answer, 'r_chosen'), finiteOf(answer, 'r_rejected')];
      const why = answer === null ? "its last turn is not the assistant's" : whyOf(answer, first, second);
      return { pair: textOf(row, 'pair'), first_reward: first, second_reward: second, why };
    },
  });
}

/** The trainer scores what an assistant said last. */
function isAnswered(turns: readonly Pick<Message, 'role'>[]): boolean {
  return turns.at(-1)?.role === 'assistant';
}

function finiteOf(answer: SqlRow | null, name: string): number | null {
  const value = answer?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function whyOf(answer: SqlRow, first: number | null, second: number | null): string | null {
  if (first !== null && second !== null) return null;
  return textOf(answer, 'why') || 'the model gave no finite reward';
}

async function countScored({ sql, out }: StepWork): Promise<Record<string, number>> {
  const table = tableOf([out.fileOf('shard-*.parquet')]);
  const [row] = await sql.all(`select count(*) as scored, count(why) as without from ${table}`);
  return { scored: Number(row?.['scored'] ?? 0), withoutReward: Number(row?.['without'] ?? 0) };
}

/** A thing that is made when it is first asked for. */
function once<T>(make: () => Promise<T>): { (): Promise<T>; made: boolean } {
  let made: Promise<T> | null = null;
  const get = () => {
    get.made = true;
    return (made ??= make());
  };
  get.made = false;
  return get;
}
