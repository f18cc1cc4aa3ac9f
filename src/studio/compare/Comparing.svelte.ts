import { labelCodes } from '../../pairs/PairIndex';
import type {
  CommitteeFacts,
  CompareContract,
  ScatterPoints,
  TextsProgress,
  VerdictChange,
} from '../../rewards/compare/CompareContract';
import type { CompareViews, ViewsRequest } from '../../rewards/compare/CompareViews';
import type { Selection } from '../../rewards/compare/Selection';
import type { Label } from '../../verdicts/Label';
import type { LabelFold } from '../../verdicts/LabelFold';
import { verdictState } from '../../verdicts/verdictState';
import { inSlices } from '../inSlices';
import type { ScoredModel } from '../models/ScoredModel';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';
import { withSameMask } from './withSameMask';

/**
 * A committee of models on the open data set: what the worker says of it, and of the selection that is shown. Numbers that come
 * for an older selection are dropped; those on show stay until newer ones are there.
 */
export class Comparing {
  readonly open: OpenDataSet;
  /** The committee that is open; empty before the first. */
  models = $state.raw<ScoredModel[]>([]);
  facts = $state.raw<CommitteeFacts | null>(null);
  /** The numbers under the filters, and without any. */
  views = $state.raw<CompareViews | null>(null);
  whole = $state.raw<CompareViews | null>(null);
  points = $state.raw<ScatterPoints | null>(null);
  /** The models on the axes of `points`. */
  axes = $state.raw<readonly [number, number] | null>(null);
  error = $state<string | null>(null);
  opening = $state(false);
  texts = $state.raw<TextsProgress | null>(null);
  /** Grows with whatever changes the rows of a selection: another committee, newer verdicts. */
  version = $state(0);
  readonly #worker: CompareContract;
  readonly #fold: LabelFold;
  #wholeOf = '';
  #asked = 0;
  #committee = 0;
  #verdictsSeen = -1;
  #rewardsSeen = $state(0);

  constructor(worker: CompareContract, open: OpenDataSet, fold: LabelFold) {
    this.#worker = worker;
    this.open = open;
    this.#fold = fold;
  }

  /** Whether rewards of the model in use have come since the committee was opened. */
  get stale(): boolean {
    return this.facts !== null && this.open.rewardsVersion !== this.#rewardsSeen;
  }

  /** Opens a committee, with the verdicts given so far. Never rejects; of two at once the later one counts. */
  async openCommittee(models: ScoredModel[]): Promise<void> {
    const committee = ++this.#committee;
    this.opening = true;
    await this.#attempt(async () => {
      const seen = { verdicts: this.open.verdictsVersion, rewards: this.open.rewardsVersion };
      const verdicts = await this.#verdicts();
      const facts = await this.#worker.open(this.open.dataSet.id, keysOf(models), verdicts);
      if (committee !== this.#committee) return;
      this.#verdictsSeen = seen.verdicts;
      this.#rewardsSeen = seen.rewards;
      this.#forget();
      this.models = models;
      this.facts = facts;
    });
    if (committee === this.#committee) this.opening = false;
  }

  /** Brings in verdicts that were given since. */
  async takeVerdicts(): Promise<void> {
    if (!this.facts || this.#verdictsSeen === this.open.verdictsVersion) return;
    const committee = this.#committee;
    this.#verdictsSeen = this.open.verdictsVersion;
    await this.#attempt(async () => {
      const facts = await this.#worker.take(await this.#verdicts());
      if (committee !== this.#committee) return;
      this.#forget({ keepShown: true });
      this.facts = facts;
    });
  }

  /** Shows a selection: the numbers of every chart. Never rejects. */
  async show(selection: Selection, request: ViewsRequest): Promise<void> {
    const asked = ++this.#asked;
    await this.#attempt(async () => {
      const wholeOf = JSON.stringify([this.#committee, this.version, request]);
      if (this.#wholeOf !== wholeOf) {
        const whole = await this.#worker.views([], request);
        if (!whole || asked !== this.#asked) return;
        this.whole = whole;
        this.#wholeOf = wholeOf;
      }
      const views = selection.length === 0 ? this.whole : await this.#worker.views(selection, request);
      if (views && asked === this.#asked) this.views = withSameMask(views, this.views);
    });
  }

  /** Reads the coordinates of all points for two models, once. */
  async showPoints(a: number, b: number): Promise<void> {
    if (this.axes?.[0] === a && this.axes[1] === b) return;
    const committee = this.#committee;
    await this.#attempt(async () => {
      const points = await this.#worker.points(a, b);
      if (committee !== this.#committee) return;
      this.points = points;
      this.axes = [a, b];
    });
  }

  readonly rows: CompareContract['rows'] = (...given) => this.#worker.rows(...given);
  readonly selected: CompareContract['selected'] = (...given) => this.#worker.selected(...given);

  /** Reads format and refusals of all texts. Never rejects. */
  async readTexts(): Promise<void> {
    if (this.texts) return;
    const committee = this.#committee;
    this.texts = { done: 0, total: this.open.index.length };
    await this.#attempt(async () => {
      const facts = await this.#worker.readTexts((progress) => (this.texts = progress));
      if (committee !== this.#committee) return;
      this.facts = facts;
      this.#wholeOf = '';
      this.version++;
    });
    this.texts = null;
  }

  async stopTexts(): Promise<void> {
    await this.#worker.stopTexts();
  }

  #forget({ keepShown = false } = {}): void {
    this.#wholeOf = '';
    this.axes = null;
    this.version++;
    if (keepShown) return;
    this.views = this.whole = null;
    this.points = null;
  }

  async #verdicts(): Promise<VerdictChange[]> {
    const changes: VerdictChange[] = [];
    await inSlices(this.#fold.pairs(), (pairs) => {
      for (const pair of pairs) {
        const [row, label] = [this.open.rowOf(pair), this.#fold.own(pair)];
        if (row !== null && label) changes.push({ row, state: verdictState(label), label: codeOf(label) });
      }
    });
    return changes;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = messageOf(error);
    }
  }
}

function keysOf(models: ScoredModel[]): string[] {
  return models.map(({ key }) => key);
}

/** `labelCodes` of a label; none where the person chose neither response. */
function codeOf({ choice }: Label): number {
  if (choice.kind === 'both_bad') return labelCodes.both_bad;
  if (choice.kind !== 'preference') return labelCodes.none;
  if (choice.strength === 0) return labelCodes.tie;
  return choice.strength < 0 ? labelCodes.first : labelCodes.second;
}
