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
  neighbours: ({ judged }, { index, rewards, verdicts, states }) =>
    byNeighbours(index, rewards, states ? neighbours(index, states, judged, openRows(verdicts)) : []),
  objective: ({ attributes }, { index, rewards }) =>
    byObjectivity(index, rewards, new Map(attributes.map((of) => [of.row, of.attributes]))),
};

/** The margins of the refitted head as rewards: only their difference means anything. */
function refitted(length: number, { rows, values }: NonNullable<QueueRequest['margins']>): Rewards {
  const first = new Float64Array(length).fill(NaN);
  for (const [at, row] of rows.entries()) first[row] = values[at] ?? NaN;
  return { first, second: new Float64Array(length) };
}

function openRows(verdicts: Uint8Array): Uint32Array {
  const rows = new Uint32Array(verdicts.length);
  let count = 0;
  for (let row = 0; row < verdicts.length; row++) if (verdicts[row] === verdictStates.none) rows[count++] = row;
  return rows.subarray(0, count);
}
