import type { StoredRewards } from '../../rewards/StoredRewards';
import { estimateOutcomes, type Estimate } from '../../verdicts/folds/estimateOutcomes';
import { goldVotesOf, type Vote } from '../../verdicts/folds/votesOf';
import { LabelFold } from '../../verdicts/LabelFold';
import { idAt } from '../idBytes';
import type { Pair } from '../Pair';
import type { ExportRequest } from './contract';
import { ExportCancelled } from './ExportCancelled';
import { exportOptions, type AnnotatorFold } from './ExportOptions';
import type { ExportIndex, ExportStore } from './ExportStore';
import { mayLeave } from './mayLeave';
import type { PairToExport } from './PairToExport';
import { profiles } from './profiles/profiles';
import { readPairs } from './readPairs';
import { RewardTable } from './RewardTable';
import { SortedTexts } from './SortedTexts';
import type { ScratchFolder } from './Scratch';

export interface Watch {
  /** Called for some of the pairs. */
  onPairs: (done: number, total: number) => void;
  signal: { readonly aborted: boolean };
}

/** The rows of one data set whose pairs may leave. */
interface Stretch {
  index: ExportIndex;
  rows: Uint32Array;
}

const pairsFile = 'pairs';
const pairsBetweenLooks = 512;

/**
 * The pairs of some data sets that may leave, with their verdicts and rewards. Their texts are read once, in the order of the
 * rows, and lie in a working file from then on: an export reads them in the order of their ids, several times.
 */
export class PairsToExport {
  /** Pairs of the data sets, and how many of them are not read, since they have no label of the kinds asked for. */
  readonly pairs: number;
  readonly unread: number;
  readonly #store: ExportStore;
  readonly #stretches: Stretch[];
  readonly #fold: LabelFold;
  /** Only where Dawid and Skene are asked for. */
  readonly #estimates: ReadonlyMap<string, Estimate>;
  #texts: SortedTexts | null = null;
  #checkpoint: string | null = null;
  #rewards = new RewardTable([]);

  private constructor(store: ExportStore, fold: LabelFold, stretches: Stretch[], annotators: AnnotatorFold) {
    this.#store = store;
    this.#fold = fold;
    this.#estimates = annotators === 'dawid_skene' ? estimateOutcomes(votesIn(stretches, fold)) : new Map();
    this.#stretches = stretches;
    this.pairs = sum(stretches, ({ index }) => index.length);
    this.unread = this.pairs - this.length;
  }

  /** Finds the pairs; no text is read. */
  static async find(store: ExportStore, request: ExportRequest): Promise<PairsToExport> {
    const fold = new LabelFold(await store.personOf());
    fold.add(await store.events());
    const { labels, annotators } = exportOptions(request.options);
    const wanted = mayLeave(profiles[request.profile].takes, labels);
    const stretches: Stretch[] = [];
    for (const dataSet of request.dataSets) {
      const index = await store.pairIndex(dataSet);
      stretches.push({ index, rows: rowsOf(index, fold, wanted) });
    }
    return new PairsToExport(store, fold, stretches, annotators);
  }

  /** How many pairs are read. */
  get length(): number {
    return sum(this.#stretches, ({ rows }) => rows.length);
  }

  /** Reads the texts into the folder, and the rewards of a checkpoint. @throws ExportCancelled */
  async read(folder: ScratchFolder, checkpoint: string | null, { onPairs, signal }: Watch): Promise<void> {
    this.#checkpoint = checkpoint;
    if (checkpoint !== null) this.#rewards = await this.#rewardsOf(checkpoint);
    const texts = (this.#texts = await SortedTexts.begin(folder, pairsFile));
    for (const { index, rows } of this.#stretches) {
      for await (const pairs of readPairs(this.#store, index, rows)) {
        if (signal.aborted) throw new ExportCancelled();
        for (const pair of pairs) await texts.put(pair.id, JSON.stringify(pair));
        onPairs(texts.length, this.length);
      }
    }
    await texts.finish();
  }

  /** All pairs in the order of their ids. @throws ExportCancelled */
  async *inOrder({ onPairs, signal }: Watch): AsyncGenerator<PairToExport> {
    let done = 0;
    for await (const text of this.#texts?.inOrder() ?? []) {
      if (done % pairsBetweenLooks === 0) {
        if (signal.aborted) throw new ExportCancelled();
        onPairs(done, this.length);
      }
      done++;
      yield this.#known(JSON.parse(text) as Pair);
    }
  }

  /** Removes the working file. */
  async close(): Promise<void> {
    await this.#texts?.remove();
    this.#texts = null;
  }

  async #rewardsOf(checkpoint: string): Promise<RewardTable> {
    const pieces: StoredRewards[] = [];
    await this.#store.eachRewards(checkpoint, (rewards) => pieces.push(rewards));
    return new RewardTable(pieces);
  }

  #known(pair: Pair): PairToExport {
    const label = this.#fold.label(pair.id);
    const events = (label?.events ?? []).flatMap((id) => this.#fold.event(pair.id, id) ?? []);
    const rewards =
      this.#checkpoint === null
        ? []
        : [
            {
              checkpoint: this.#checkpoint,
              first: this.#rewards.rewardOf(pair.first.id),
              second: this.#rewards.rewardOf(pair.second.id),
            },
          ];
    const { personOf } = this.#fold;
    return { pair, label, events, personOf, estimate: this.#estimates.get(pair.id) ?? null, rewards, silver: null };
  }
}

function rowsOf(index: ExportIndex, fold: LabelFold, wanted: ReturnType<typeof mayLeave>): Uint32Array {
  const rows = new Uint32Array(index.length);
  const anyJudged = fold.labels().size > 0;
  let count = 0;
  for (let row = 0; row < index.length; row++) {
    const isJudged = anyJudged && fold.label(idAt(index.pairIds, row)) !== null;
    if (wanted(index.labels[row] ?? 0, isJudged)) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** The gold votes of all pairs that are read. */
function votesIn(stretches: readonly Stretch[], fold: LabelFold): Map<string, Vote[]> {
  const votes = new Map<string, Vote[]>();
  for (const { index, rows } of stretches)
    for (const row of rows) {
      const pair = idAt(index.pairIds, row);
      if (fold.label(pair) !== null) votes.set(pair, goldVotesOf(fold.verdicts(pair), fold.personOf));
    }
  return votes;
}

function sum(stretches: readonly Stretch[], of: (stretch: Stretch) => number): number {
  return stretches.reduce((total, stretch) => total + of(stretch), 0);
}
