import type { GivenReward } from '../../benchmarks/GivenReward';
import { idLength, putId } from '../../pairs/idBytes';
import { GrowingNumbers } from '../../pairs/kept/GrowingNumbers';
import { IdTable } from '../../pairs/kept/IdTable';
import type { StoredRewards } from '../StoredRewards';

/** What a file says of a response. Where it says two things the higher one counts; two different rewards are a conflict. */
export const givenStates = { missing: 0, not_finite: 1, too_long: 2, scored: 3, conflict: 4 } as const;

type GivenState = (typeof givenStates)[keyof typeof givenStates];

/** A response's reward where it stands in a file. */
export interface GivenAt {
  reward: GivenReward;
  /** Of prompt and response together; 0 where nobody says. */
  tokens: number;
  /** Line or element, from 1. */
  line: number;
}

const wordsPerId = idLength / 4;

/** Rewards by the content ids of responses, as columns: what stands in which order in a file changes nothing but the lines. */
export class GivenTable {
  readonly #words = new GrowingNumbers();
  readonly #table = new IdTable((place, word) => this.#words.at(place * wordsPerId + word));
  readonly #rewards: number[] = [];
  readonly #states: GivenState[] = [];
  readonly #tokens: number[] = [];
  readonly #lines: number[] = [];
  /** The line of the second of two different rewards. */
  readonly #otherLines = new Map<number, number>();
  readonly #bytes = new Uint8Array(idLength);
  readonly #id = new Uint32Array(this.#bytes.buffer);

  /** How many responses are named. */
  get size(): number {
    return this.#states.length;
  }

  /** @param id content id, hex. @throws RangeError where it is none */
  add(id: string, given: GivenAt): void {
    putId(this.#bytes, 0, id);
    this.#add(this.#id, given);
  }

  /** Takes what the store keeps, in the order in which it was stored: of two rewards of one response the later one counts. */
  addStored({ responses, rewards, tokens }: StoredRewards): void {
    for (let at = 0; at < rewards.length; at++) {
      this.#bytes.set(responses.subarray(at * idLength, (at + 1) * idLength));
      const reward = rewards[at] ?? NaN;
      const given = { reward: Number.isNaN(reward) ? ('too_long' as const) : reward, tokens: tokens[at] ?? 0, line: 0 };
      const place = this.#table.find(this.#id);
      if (place === null) this.#add(this.#id, given);
      else this.#put(place, given);
    }
  }

  /** The place of the response whose id stands in a column of ids at a row; null where nothing is said of it. */
  placeOf(ids: Uint8Array, row: number): number | null {
    this.#bytes.set(ids.subarray(row * idLength, (row + 1) * idLength));
    return this.#table.find(this.#id);
  }

  /** As `placeOf`, of an id in hex. */
  placeOfId(id: string): number | null {
    putId(this.#bytes, 0, id);
    return this.#table.find(this.#id);
  }

  stateAt(place: number): GivenState {
    return this.#states[place] ?? givenStates.missing;
  }

  /** NaN where there is no finite reward. */
  rewardAt(place: number): number {
    return this.#rewards[place] ?? NaN;
  }

  tokensAt(place: number): number {
    return this.#tokens[place] ?? 0;
  }

  lineAt(place: number): number {
    return this.#lines[place] ?? 0;
  }

  /** Where the second of two different rewards stands; null where there is none. */
  otherLineAt(place: number): number | null {
    return this.#otherLines.get(place) ?? null;
  }

  /** Writes the id at a place to a row of a column of ids. */
  copyId(place: number, ids: Uint8Array, row: number): void {
    for (let word = 0; word < wordsPerId; word++) this.#id[word] = this.#words.at(place * wordsPerId + word);
    ids.set(this.#bytes, row * idLength);
  }

  #add(id: Uint32Array, given: GivenAt): void {
    const place = this.#table.find(id);
    if (place !== null) return this.#merge(place, given);
    for (const word of id) this.#words.push(word);
    this.#put(this.size, given);
    this.#table.add(this.size - 1);
  }

  #put(place: number, { reward, tokens, line }: GivenAt): void {
    this.#states[place] = stateOf(reward);
    this.#rewards[place] = typeof reward === 'number' ? reward : NaN;
    this.#tokens[place] = tokens;
    this.#lines[place] = line;
  }

  #merge(place: number, given: GivenAt): void {
    const [before, now] = [this.stateAt(place), stateOf(given.reward)];
    if (before < now) return this.#put(place, given);
    if (before !== givenStates.scored || now !== givenStates.scored || given.reward === this.rewardAt(place)) return;
    this.#states[place] = givenStates.conflict;
    this.#rewards[place] = NaN;
    this.#otherLines.set(place, given.line);
  }
}

function stateOf(reward: GivenReward): GivenState {
  if (reward === null) return givenStates.missing;
  if (reward === 'too_long') return givenStates.too_long;
  return Number.isFinite(reward) ? givenStates.scored : givenStates.not_finite;
}
