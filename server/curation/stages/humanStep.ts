import { setTimeout } from 'node:timers/promises';
import { medianInterval } from '../../../src/quality/medianInterval';
import type { Message } from '../../../src/pairs/Message';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { FoldName } from '../../../src/verdicts/folds/FoldName';
import type { HumanAsk, HumanPair, HumanTask, HumanWork } from '../human/HumanWork';
import { judgedPairs, type JudgedPair } from '../human/judgedPairs';
import { standingOf, type WantedPair } from '../human/standingOf';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { WaitingForPeople } from '../pipeline/WaitingForPeople';
import { jsonOf, textOf } from './pairRows';

/** `gold` is a `GoldSource` as JSON, null where the verdicts are no gold. */
const columns = { pair: 'text', gold: 'text', attributes: 'text' } as const satisfies ShardColumns;

/** The gold that is there before the first iteration: what people have judged of the pool. It may be none. */
export function firstGoldStep(label: string, clean: string, human: HumanWork, fold: FoldName): Step {
  return {
    label,
    stage: 'gold',
    version: 1,
    settings: { fold },
    inputs: [clean],
    run: async (work) => {
      const known = `select pair from ${work.input(clean).table} where fate in ('kept', 'disputed') order by pair`;
      const judged = await judgedPairs(human, askOf(work), fold);
      return keepJudged(work, await pairIds(work, known), judged);
    },
  };
}

export interface HumanInputs {
  assign: string;
  clean: string;
  attribute: string;
  /** Labels so far. */
  labels: string;
}

export interface HumanSettings {
  enough: number;
  fold: FoldName;
  disputed: 'leave' | 'wait';
}

/**
 * Gives the assigned pairs to people and waits for their verdicts: those that are there when all (or the share that is enough) have
 * arrived are the stage's, later ones are no longer looked at. Pairs of earlier iterations on which people differed are the stage's
 * too, where somebody has decided them since.
 */
export function humanStep(label: string, inputs: HumanInputs, human: HumanWork, settings: HumanSettings): Step {
  const { enough, fold, disputed } = settings;
  return {
    label,
    stage: 'human',
    version: 2,
    settings: { enough, fold, ...(disputed === 'wait' && { disputed }) },
    inputs: [inputs.assign, inputs.clean, inputs.attribute, inputs.labels],
    run: async (work) => {
      const name = `${label.replace('@', '-')}-${work.out.key.slice(0, 12)}`;
      const task: HumanTask = { step: label, name };
      const wanted = await wantedPairs(work, inputs.assign);
      const give = () => human.assign(task, pairsOf(work, inputs), askOf(work));
      const judged = await judgedWhenEnough(work, human, settings, { task, wanted, give });
      await human.end(task, askOf(work));
      const assigned = wanted.map(({ pair }) => pair);
      return keepJudged(work, [...assigned, ...(await decidedSince(work, inputs.labels, judged))], judged);
    },
  };
}

interface GivenWork {
  task: HumanTask;
  wanted: readonly WantedPair[];
  give: () => Promise<void>;
}

/** What people have judged once it is enough. @throws WaitingForPeople where it is not, and the step does not wait */
async function judgedWhenEnough(
  work: StepWork,
  human: HumanWork,
  { enough, fold, disputed }: HumanSettings,
  { task, wanted, give }: GivenWork,
): Promise<Map<string, JudgedPair>> {
  const ask = askOf(work);
  for (;;) {
    const beganMs = performance.now();
    const judged = await judgedPairs(human, ask, fold);
    const tookMs = performance.now() - beganMs;
    const standing = standingOf(wanted, judged, disputed === 'wait');
    if (standing.settled >= Math.ceil(enough * wanted.length)) return judged;
    await give();
    const reason = new WaitingForPeople(standing, human.titleOf(task), human.place);
    if (!work.waits) throw reason;
    await work.waiting(reason);
    await human.news(ask);
    // A long ledger takes its time to fold; nine tenths of it are left to others.
    await setTimeout(9 * tookMs, undefined, { signal: work.signal });
  }
}

function askOf({ signal, waits, note }: StepWork): HumanAsk {
  return { signal, isPatient: waits, note };
}

async function wantedPairs(work: StepWork, assign: string): Promise<WantedPair[]> {
  const query = `select pair, annotators from ${work.input(assign).table} where to_whom = 'people' order by place`;
  const rows = await work.sql.all(query);
  return rows.map((row) => ({ pair: textOf(row, 'pair'), annotators: Number(row['annotators']) }));
}

async function pairIds(work: StepWork, query: string): Promise<string[]> {
  return (await work.sql.all(query)).map((row) => textOf(row, 'pair'));
}

/** Pairs that had no label since people differed, and on which they do no longer. */
async function decidedSince(
  work: StepWork,
  labels: string,
  judged: ReadonlyMap<string, JudgedPair>,
): Promise<string[]> {
  const divided = `select pair from ${work.input(labels).table} where why = 'divided' order by pair`;
  const isDecided = (pair: string) => (judged.get(pair)?.gold?.outcome ?? 'divided') !== 'divided';
  return (await pairIds(work, divided)).filter(isDecided);
}

async function* pairsOf(
  work: StepWork,
  { assign, clean, attribute }: Omit<HumanInputs, 'labels'>,
): AsyncGenerator<HumanPair> {
  const query = `select c.*, a.attributes as attributes, t.annotators as annotators from ${work.input(assign).table} t
    join ${work.input(clean).table} c on c.row = t.row join ${work.input(attribute).table} a on a.row = t.row
    where t.to_whom = 'people' order by t.place`;
  for await (const row of work.sql.rows(query))
    yield {
      pair: textOf(row, 'pair'),
      prompt: jsonOf<Message[]>(row, 'prompt') ?? [],
      first: jsonOf<Message[]>(row, 'first') ?? [],
      second: jsonOf<Message[]>(row, 'second') ?? [],
      attributes: jsonOf<Attributes>(row, 'attributes'),
      annotators: Number(row['annotators']),
    };
}

async function keepJudged(
  work: StepWork,
  pairs: readonly string[],
  judged: ReadonlyMap<string, JudgedPair>,
): Promise<Record<string, number>> {
  const rows = [...new Set(pairs)].flatMap((pair): ShardRow[] => {
    const one = judged.get(pair);
    const text = (value: object | null) => value && JSON.stringify(value);
    return one === undefined ? [] : [{ pair, gold: text(one.gold), attributes: text(one.attributes) }];
  });
  await work.out.writeAll(columns, rows);
  const elapsed = rows.flatMap(({ pair }) => judged.get(String(pair))?.elapsedMs ?? []);
  return {
    judged: rows.length,
    gold: rows.filter(({ gold }) => gold !== null).length,
    verdicts: elapsed.length,
    medianMs: elapsed.length === 0 ? 0 : Math.round(medianInterval(elapsed).median),
  };
}
