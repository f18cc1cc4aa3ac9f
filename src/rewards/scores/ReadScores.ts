import { idAt } from '../../pairs/idBytes';
import type { PairIndex } from '../../pairs/PairIndex';
import type { RewardRow } from '../RewardRow';
import { Counter } from './Counter';
import { givenStates, type GivenTable } from './GivenTable';
import type { ScoresReader } from './ScoresReader';
import type { ScoresReport } from './ScoresReport';

/** What of a report the file alone does not say. */
export type ScoresFile = Pick<ScoresReport, 'file' | 'bytes' | 'sha256' | 'key'>;

/** Rewards stored together. */
const rowsAtATime = 20_000;

/** A file of rewards that was read whole. */
export class ReadScores {
  readonly #table: GivenTable;
  readonly #reader: ScoresReader;

  constructor(reader: ScoresReader) {
    this.#reader = reader;
    this.#table = reader.table;
  }

  /** What the file says, held against a data set. */
  report(file: ScoresFile, index: PairIndex): ScoresReport {
    const { rows, rejected, layout, checkpoint } = this.#reader;
    return {
      ...file,
      ...{ layout, checkpoint, rows, rejected: rejected.counted },
      ...this.#ofFile(),
      ...this.#ofDataSet(index),
    };
  }

  /** The rewards as they are stored, some at a time. */
  *pieces(key: string): Generator<RewardRow[]> {
    const table = this.#table;
    const ids = new Uint8Array(32);
    let piece: RewardRow[] = [];
    for (let place = 0; place < table.size; place++) {
      const state = table.stateAt(place);
      if (state !== givenStates.scored && state !== givenStates.too_long) continue;
      table.copyId(place, ids, 0);
      const about = { checkpoint: key, response: idAt(ids, 0), tokens: table.tokensAt(place) };
      // A file does not say how many tokens the model takes.
      if (state === givenStates.scored) piece.push({ ...about, reward: table.rewardAt(place) });
      else piece.push({ ...about, reward: null, maxTokens: 0 });
      if (piece.length === rowsAtATime) {
        yield piece;
        piece = [];
      }
    }
    if (piece.length > 0) yield piece;
  }

  #ofFile() {
    const table = this.#table;
    const [notFinite, missing, conflicts] = [new Counter(), new Counter(), new Counter()];
    let [scored, tooLong] = [0, 0];
    for (let place = 0; place < table.size; place++) {
      const line = table.lineAt(place);
      const state = table.stateAt(place);
      if (state === givenStates.scored) scored++;
      else if (state === givenStates.too_long) tooLong++;
      else if (state === givenStates.not_finite) notFinite.add(line, () => this.#words(place));
      else if (state === givenStates.missing) missing.add(line, () => this.#words(place));
      else
        conflicts.add(line, () => `${this.#words(place)}, and another reward in row ${table.otherLineAt(place) ?? 0}`);
    }
    return {
      ...{ scored, tooLong, notFinite: notFinite.counted, missing: missing.counted, conflicts: conflicts.counted },
    };
  }

  #ofDataSet(index: PairIndex) {
    const table = this.#table;
    const met = new Uint8Array(table.size);
    const unscored = new Counter();
    let dataSetScored = 0;
    for (let row = 0; row < index.length; row++) {
      const places = [table.placeOf(index.firstIds, row), table.placeOf(index.secondIds, row)];
      let scored = 0;
      for (const place of places) {
        if (place === null || table.stateAt(place) !== givenStates.scored) continue;
        met[place] = 1;
        scored++;
      }
      dataSetScored += scored;
      if (scored < 2) unscored.add(row + 1, () => `pair ${idAt(index.pairIds, row).slice(0, 12)}`);
    }
    const common = { dataSetResponses: 2 * index.length, dataSetScored, unscoredPairs: unscored.counted };
    return { ...common, ...this.#unmatched(met) };
  }

  #unmatched(met: Uint8Array): Pick<ScoresReport, 'matched' | 'unmatched'> {
    const unmatched = new Counter();
    let matched = 0;
    for (const [place, isMet] of met.entries()) {
      if (this.#table.stateAt(place) !== givenStates.scored) continue;
      if (isMet) matched++;
      else unmatched.add(this.#table.lineAt(place), () => this.#words(place));
    }
    for (const { id, line } of this.#reader.ids.unmet()) unmatched.add(line, () => `id "${id.slice(0, 80)}"`);
    return { matched, unmatched: unmatched.counted };
  }

  #words(place: number): string {
    const ids = new Uint8Array(32);
    this.#table.copyId(place, ids, 0);
    return `response ${idAt(ids, 0).slice(0, 12)}`;
  }
}
