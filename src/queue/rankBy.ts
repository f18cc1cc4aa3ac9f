import type { PairIndex } from '../pairs/PairIndex';
import type { ResponseStates } from '../rewards/ResponseStates';
import { verdictStates } from '../verdicts/verdictState';
import { neighbours } from './neighbours';
import { byConflict } from './orders/byConflict';
import { byLabel, type Rewards } from './orders/byLabel';
import { byMargin } from './orders/byMargin';
import { byModels } from './orders/byModels';
import { byNeighbours } from './orders/byNeighbours';
import { byObjectivity } from './orders/byObjectivity';
import type { QueueOrder } from './QueueOrder';
import type { QueueRequest } from './QueueRequest';
import type { Ranking } from './Ranking';

/** What the orders read beside the request. */
export interface RankSources {
  index: PairIndex;
  /** Of the model in use. */
  rewards: Rewards;
  /** `verdictStates` by row. */
  verdicts: Uint8Array;
  /** Of the two models of the plan. */
  models: [Rewards, Rewards] | null;
  states: ResponseStates | null;
  /** All rows whose pairs show a response. */
  rowsOf: (response: string) => number[];
}

/** The ranking of the order that was chosen; where it lacks what it needs, label against model. */
export function rankBy(request: QueueRequest, sources: RankSources): Ranking {
  return rankers[request.order](request, sources);
}

const label: Ranker = (_request, { index, rewards }) => byLabel(index, rewards);

type Ranker = (request: QueueRequest, sources: RankSources) => Ranking;

const rankers: Record<QueueOrder, Ranker> = {
  label,
  random: label,
  head: ({ margins }, { index, rewards }) => byLabel(index, margins ? refitted(index.length, margins) : rewards),
  models: (request, sources) => (sources.models ? byModels(sources.index, ...sources.models) : label(request, sources)),
  low_margin: (_request, { index, rewards }) => byMargin(index, rewards),
  conflicts: (_request, { index }) => byConflict(index),
  neighbours: ({ judged }, { states, ...sources }) =>
    byNeighbours(
      sources.index,
      sources.rewards,
      states ? neighbours(sources.index, states, judged, openRowsOf(states, sources)) : [],
    ),
  objective: ({ attributes }, { index, rewards }) =>
    byObjectivity(index, rewards, new Map(attributes.map((of) => [of.row, of.attributes]))),
};

/** The margins of the refitted head as rewards: only their difference means anything. */
function refitted(length: number, { rows, values }: NonNullable<QueueRequest['margins']>): Rewards {
  const first = new Float64Array(length).fill(NaN);
  for (const [at, row] of rows.entries()) first[row] = values[at] ?? NaN;
  return { first, second: new Float64Array(length) };
}

/** The rows that are not judged and of which a response has a state: as many steps as there are states. */
function openRowsOf(
  states: ResponseStates,
  { rowsOf, verdicts }: Pick<RankSources, 'rowsOf' | 'verdicts'>,
): Uint32Array {
  const rows = new Set<number>();
  for (const response of states.responses())
    for (const row of rowsOf(response)) if (verdicts[row] === verdictStates.none) rows.add(row);
  return Uint32Array.from(rows).sort();
}
