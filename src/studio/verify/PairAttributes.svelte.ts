import { draftAttributes, retractAttributes } from '../../verdicts/draftAttributes';
import type { LabelFold } from '../../verdicts/LabelFold';
import type { Attributes, AttributesData, EventDraft } from '../../verdicts/VerdictEvent';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { PairScreen } from './PairScreen.svelte';

/** Whose word the attributes of a pair are: nobody's, a machine's, a person's that is not given yet, or a person's. */
export type AttributesState = 'none' | 'machine' | 'edited' | 'verified';

export interface AttributesOptions {
  open: Pick<OpenDataSet, 'verdictsVersion'>;
  fold: LabelFold;
  screen: Pick<PairScreen, 'notes' | 'current'>;
  say: (text: string) => void;
  /** Writes an event in its turn, and calls back when it is durable. */
  write: (title: string, draft: () => EventDraft | null, stored: () => void) => void;
}

const none: Attributes = { category: null, objectivity: null, controversiality: null, desired: '', guideline: '' };

/** The preference attributes of pairs: what a machine proposes, and what a person edits and verifies. */
export class PairAttributes {
  readonly #options: AttributesOptions;
  /** Verified, and on their way to the ledger. */
  #onTheWay = $state.raw<ReadonlyMap<string, AttributesData>>(new Map());

  constructor(options: AttributesOptions) {
    this.#options = options;
  }

  /** The attributes as they stand in the form of the pair on the screen. */
  values(pair: PairToJudge): Attributes {
    return this.#options.screen.notes.attributes ?? this.verified(pair) ?? pair.attributes ?? none;
  }

  /** What a person said of the pair; null where nobody did, and of a repeat: nothing of it may tell that it was met before. */
  verified({ id }: PairToJudge): AttributesData | null {
    void this.#options.open.verdictsVersion;
    if (this.#options.screen.current?.repeat) return null;
    return this.#onTheWay.get(id) ?? this.#options.fold.attributes(id)?.data ?? null;
  }

  state(pair: PairToJudge): AttributesState {
    if (this.isEdited(pair)) return 'edited';
    if (this.verified(pair)) return 'verified';
    return pair.attributes ? 'machine' : 'none';
  }

  /** Whether the form says anything else than what is stored or proposed. */
  isEdited(pair: PairToJudge): boolean {
    const edited = this.#options.screen.notes.attributes;
    return edited !== null && !isSame(edited, this.verified(pair) ?? pair.attributes ?? none);
  }

  change(pair: PairToJudge, change: Partial<Attributes>): void {
    this.#options.screen.notes.attributes = { ...this.values(pair), ...change };
  }

  /** Stores what stands in the form of the pair on the screen, where that says anything new. */
  confirm(): void {
    const pair = this.#options.screen.current?.pair;
    const state = pair ? this.state(pair) : 'verified';
    if (!pair || state === 'verified') return;
    if (state === 'none') return this.#options.say('Say at least one attribute first.');
    this.verify(pair);
    this.#options.say('Attributes verified.');
  }

  /** Stores the form as this person's word, in the background. */
  verify(pair: PairToJudge): void {
    const { category, objectivity, controversiality, desired, guideline } = this.values(pair);
    const said = { category, objectivity, controversiality, desired: desired.trim(), guideline: guideline.trim() };
    const data: AttributesData = { ...said, basis: pair.attributes ? 'machine' : 'person' };
    const { fold, screen, write } = this.#options;
    this.#onTheWay = new Map(this.#onTheWay).set(pair.id, data);
    screen.notes.attributes = null;
    write(
      'Attributes',
      () => draftAttributes(fold, pair.id, data),
      () => this.#arrived(pair.id, data),
    );
  }

  /** Whether this person said something that can be taken back. */
  canTakeBack(pair: PairToJudge): boolean {
    return this.verified(pair) !== null && retractAttributes(this.#options.fold, pair.id) !== null;
  }

  /** Takes back what this person said last; what stood before is back. */
  takeBack(pair: PairToJudge): void {
    const { fold, screen, write } = this.#options;
    screen.notes.attributes = null;
    write(
      'Attributes taken back',
      () => retractAttributes(fold, pair.id),
      () => undefined,
    );
  }

  #arrived(pair: string, data: AttributesData): void {
    if (this.#onTheWay.get(pair) !== data) return;
    const left = new Map(this.#onTheWay);
    left.delete(pair);
    this.#onTheWay = left;
  }
}

function isSame(one: Attributes, other: Attributes): boolean {
  const names = ['category', 'objectivity', 'controversiality', 'desired', 'guideline'] as const;
  return names.every((name) => one[name] === other[name]);
}
