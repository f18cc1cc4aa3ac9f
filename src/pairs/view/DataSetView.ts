import { orderQueue } from '../../queue/orderQueue';
import type { Queue } from '../../queue/Queue';
import type { QueueRequest } from '../../queue/QueueRequest';
import { rankBy, type RankSources } from '../../queue/rankBy';
import { accuracy, type Accuracy } from '../../rewards/accuracy';
import { emptyRewards, responseTable, RewardColumns, type RewardData } from '../../rewards/RewardColumns';
import { verdictStates } from '../../verdicts/verdictState';
import { ownMemory, type ColumnMemory } from '../columns/ColumnMemory';
import { IdPlaces } from '../columns/IdPlaces';
import { moveIndex } from '../columns/moveIndex';
import { idLength } from '../idBytes';
import type { PairIndex } from '../PairIndex';
import { countPairs, type PairCounts } from './countPairs';
import type { PairColumns } from './PairColumns';
import type { PairQuery } from './PairQuery';
import type { PairsFound } from './PairsFound';
import { facetAtRows } from './facetAtRows';
import { selectRows } from './selectRows';
import type { ColumnChanges, Summary, VerdictColumns, ViewColumns } from './ViewContract';
import { viewFacets, type ViewFacet } from './ViewFacet';

/** All that can be asked of the columns of one data set at once, each answer from all of its pairs. */
export class DataSetView implements PairColumns {
  readonly index: PairIndex;
  readonly verdicts: Uint8Array;
  rewards: RewardColumns;
  /** 1 at each row that holds the searched text; null: nothing is searched. */
  found: Uint8Array | null = null;
  readonly #pairs: IdPlaces;
  readonly #responses: IdPlaces;
  readonly #memory: ColumnMemory;
  #facets: ViewFacet[] | null = null;

  constructor(index: PairIndex, memory: ColumnMemory = ownMemory) {
    this.#memory = memory;
    this.index = moveIndex(index, memory);
    this.#pairs = IdPlaces.build([this.index.pairIds], index.length, memory);
    this.#responses = responseTable(this.index, memory);
    this.verdicts = new Uint8Array(memory(index.length));
    this.rewards = this.emptyRewards();
  }

  /** What another thread needs to read and change the same columns. */
  columns(isShared: boolean): ViewColumns {
    const { index, verdicts } = this;
    const [pairs, responses] = [this.#pairs.data, this.#responses.data];
    return { index, verdicts, pairs, responses, rewards: this.rewards.data, isShared };
  }

  /** Columns for the rewards of one more model, beside those of the view. */
  emptyRewards(): RewardColumns {
    return new RewardColumns(this.index, this.#responses, emptyRewards(this.index.length, this.#memory));
  }

  take({ rewards = [], verdicts = [] }: ColumnChanges): void {
    this.rewards.add(rewards);
    for (const { row, state } of verdicts) this.verdicts[row] = state;
  }

  select(query: PairQuery): Uint32Array {
    return selectRows(this, this.#viewFacets(), query, this.#foundBy(query));
  }

  count(query: PairQuery): PairCounts {
    return countPairs(this, this.#viewFacets(), query, this.#foundBy(query));
  }

  accuracy(): Accuracy {
    return accuracy(this.index, this.rewards);
  }

  /** The queue as it was asked for; `sources` are what some orders read beside the columns. */
  queue(request: QueueRequest, sources: Pick<RankSources, 'models' | 'states'> = noSources): Queue {
    const { index, rewards, verdicts } = this;
    const { order, seed, known, knownShare, only } = request;
    return orderQueue({
      ...{ index, verdicts, seed },
      ranking: rankBy(request, {
        ...sources,
        index,
        rewards,
        verdicts,
        rowsOf: (response) => rewards.rowsOf(response),
      }),
      randomShare: order === 'random' ? 1 : request.randomShare,
      ...(only && { only }),
      known: { rows: known, share: knownShare },
    });
  }

  /** The counts that a list of data sets shows, with these verdicts in place of the view's own. */
  summary({ pairs, states }: VerdictColumns): Summary {
    const counts = [0, 0, 0, 0];
    for (let at = 0; at < states.length; at++) {
      const state = states[at] ?? verdictStates.none;
      this.#pairs.forEachSlot(pairs, at * idLength, () => (counts[state] = (counts[state] ?? 0) + 1));
    }
    const { pairs: scored, correct, ties } = this.accuracy();
    const [, , judged = 0, gold = 0] = counts;
    return { gold, judged, disagreements: scored - correct - ties, scored: this.rewards.known };
  }

  /** Which of some pairs (32 bytes an id) are here, with their facets; of a pair that stands in several rows the first. */
  among(pairs: Uint8Array): Omit<PairsFound, 'rewards'> {
    const found: { place: number; row: number }[] = [];
    for (let place = 0; place < pairs.length / idLength; place++) {
      let row = -1;
      this.#pairs.forEachSlot(pairs, place * idLength, (slot) => (row = row < 0 ? slot : row));
      if (row >= 0) found.push({ place, row });
    }
    found.sort((one, other) => one.row - other.row);
    const rows = Uint32Array.from(found, ({ row }) => row);
    const facets = this.#viewFacets().map((facet) => facetAtRows(facet, rows));
    const itemRows = rows.map((row) => this.index.itemRows[row] ?? 0);
    return { places: Uint32Array.from(found, ({ place }) => place), rows, itemRows, facets };
  }

  #viewFacets(): ViewFacet[] {
    return (this.#facets ??= viewFacets(this.index));
  }

  /** Nothing is found of a text before its search has begun. */
  #foundBy({ text }: PairQuery): Uint8Array | null {
    return text === '' ? null : (this.found ?? new Uint8Array(this.index.length));
  }
}

const noSources = { models: null, states: null };

/** The rewards that another thread has handed over, for the index and the table of responses that came with them. */
export function takenRewards({ index, responses }: Pick<ViewColumns, 'index' | 'responses'>, rewards: RewardData) {
  return new RewardColumns(index, new IdPlaces([index.firstIds, index.secondIds], responses), rewards);
}
