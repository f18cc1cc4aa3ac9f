import { draftVerdict } from '../../verdicts/draftVerdict';
import { blindProtocol } from '../../verdicts/protocol/blindProtocol';
import type { Protocol } from '../../verdicts/protocol/Protocol';
import { choiceFromStep, type Step } from '../../verdicts/strengthWords';
import { verdictStates } from '../../verdicts/verdictState';
import type { Choice, EventDraft, LedgerEvent, VerdictData } from '../../verdicts/VerdictEvent';
import { reasonTitle } from '../../verdicts/reasonCodes';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { count, messageOf } from '../parts/format';
import type { RevealMode } from '../parts/Settings.svelte';
import { Drafts } from './Drafts';
import { GivenVerdict } from './GivenVerdict.svelte';
import type { PairOnScreen } from './PairOnScreen';
import { othersWords } from './othersWords';
import { OwnVerdicts } from './OwnVerdicts.svelte';
import { PairAttributes } from './PairAttributes.svelte';
import { PairVerdicts } from './PairVerdicts';
import { PairScreen } from './PairScreen.svelte';
import { placeOf } from './placeOf';
import { plainQueue } from './plainQueue';
import type { RecentVerdict } from './RecentVerdicts.svelte';
import { revealOf } from './revealOf';
import { verdictData, type GivenUnder } from './verdictData';
import { VerdictWriter } from './VerdictWriter.svelte';
import type { VerifyOptions, VerifyStudio } from './VerifyOptions';
import { VerifyQueue } from './VerifyQueue';

/**
 * One person verifying one data set. A verdict goes to the ledger in the background while the next pair is on the screen;
 * when it is durable, the strip (or the pair itself) shows label and rewards, and the verdict may be kept or revised.
 */
export class VerifySession {
  readonly open: OpenDataSet;
  readonly screen: PairScreen;
  readonly queue: VerifyQueue;
  readonly writer: VerdictWriter;
  readonly attributes: PairAttributes;
  readonly verdicts: PairVerdicts;
  /** What is written and not given, pair by pair. */
  readonly drafts: Drafts;
  readonly own: OwnVerdicts;
  last = $state.raw<GivenVerdict | null>(null);
  /** Undo or redo waits for the ledger: until then no verdict is taken, so that none falls on another pair. */
  turning = $state(false);
  readonly #studio: VerifyStudio;
  readonly #revealMode: () => RevealMode;
  readonly #protocol: () => Protocol;
  /** Pairs judged here whose label and rewards were not shown since: what is undone among them is judged blind again. */
  readonly #unrevealed = new Set<string>();

  constructor(options: VerifyOptions) {
    const { studio, open, seed, events, revealMode, prepare, protocol } = options;
    this.queue = new VerifyQueue({
      ...{ open, seed, fold: studio.fold, claim: options.claim ?? null },
      order: options.order ?? (() => plainQueue(open, seed)),
      repeatShare: options.repeatShare ?? (() => 0),
    });
    this.queue.remember(events);
    this.open = open;
    this.#studio = studio;
    this.#revealMode = revealMode;
    this.#protocol = protocol ?? (() => blindProtocol);
    this.drafts = new Drafts(studio.store);
    this.writer = new VerdictWriter((drafts) => studio.append(drafts));
    this.screen = new PairScreen({
      ...{ open, seed, prepare, queue: this.queue, fold: studio.fold, drafts: this.drafts },
      isSeen: (pair) => this.#isSeen(pair, options.knowsLabel),
      read: (row) => studio.pair(row),
    });
    this.verdicts = new PairVerdicts(open, studio.fold);
    this.attributes = new PairAttributes({
      ...{ open, fold: studio.fold, screen: this.screen },
      say: (text) => studio.announcer.say(text),
      write: (title, draft, stored) => this.#add(title, draft, stored),
    });
    this.own = new OwnVerdicts(open, studio.fold, events);
  }

  /** Shows the first pair, or the one that was left. A queue that nobody has begun is ordered by what is known by now. */
  async start(): Promise<void> {
    this.screen.takeSeen();
    const { orderedAt } = this.screen;
    const stale = orderedAt === null || (this.last === null && this.open.rewards.known > orderedAt);
    if (stale && this.screen.current?.reason !== 'opened') await this.screen.reorder();
    else if (!this.screen.current && !this.screen.loading) await this.screen.advance();
  }

  /** Another tab has judged the pair on this screen: the next one comes. Where something is written here, that stays. */
  follow(): void {
    const shown = this.screen.current;
    if (shown?.phase !== 'judging' || shown.repeat || this.turning) return;
    if ((this.open.verdicts[shown.row] ?? 0) <= verdictStates.skipped) return;
    if (this.screen.notes.draft()) return this.#studio.announcer.say('This pair was judged in another tab.');
    this.#studio.announcer.say('Judged in another tab. Here is the next pair.');
    void this.screen.advance();
  }

  /** Orders what is left anew. Where that cannot be done the queue goes on as it was, and the person is told. */
  async reorder(): Promise<void> {
    try {
      await this.screen.reorder();
    } catch (error) {
      this.#studio.announcer.say(`The queue could not be ordered anew: ${messageOf(error)}`);
    }
  }

  /** Shows one pair out of turn; revealed, when it has a verdict. */
  async openRow(row: number): Promise<void> {
    this.#unrevealed.delete(this.open.pairId(row));
    if (this.screen.current?.row !== row) await this.screen.interrupt({ row, reason: 'opened' });
  }

  /** Shows the pair of one of the last verdicts again, revealed; a new verdict of it is a revision. */
  async reopen({ pair, place }: RecentVerdict): Promise<void> {
    if (this.turning) return;
    this.#unrevealed.delete(pair);
    if (this.screen.current?.row !== place.row) await this.screen.interrupt(place);
  }

  async commit(step: Step): Promise<void> {
    const shown = this.screen.current;
    if (shown) await this.give(choiceFromStep(step, shown.left));
  }

  /** Gives a verdict on the pair on the screen. Of a revealed pair, skip is no verdict but the way on. */
  async give(choice: Choice): Promise<void> {
    this.screen.takeSeen();
    const shown = this.screen.current;
    if (!shown || shown.phase === 'storing' || this.turning) return;
    if (shown.phase === 'revealed' && choice.kind === 'skip') return this.screen.advance();
    this.#write(shown, this.#data(shown, choice));
    this.screen.notes.rebase();
    this.screen.settle(shown.row);
    const stays = this.#revealMode() === 'stop' && shown.phase === 'judging' && choice.kind !== 'skip';
    if (stays) this.screen.current = { ...shown, phase: 'storing', choice };
    else await this.screen.advance();
  }

  /** Keeps the revealed verdict of the pair on the screen, or else of the strip. That it was kept is stored. */
  async keep(): Promise<void> {
    const shown = this.screen.current;
    if (shown?.phase === 'storing') return this.screen.advance();
    // To keep what was said of a repeat says nothing of its label.
    if (shown?.phase === 'revealed' && shown.repeat) return this.screen.advance();
    if (shown?.phase === 'revealed' && shown.choice) return this.give(shown.choice);
    const last = this.last;
    if (last?.reveal && !last.kept) this.#keepLast(last, []);
  }

  /** Gives a reason after the last verdict, which is kept. */
  sayWhy(code: string): void {
    const { last } = this;
    if (!last?.saved || last.kept) return;
    this.#keepLast(last, [code]);
    this.#studio.announcer.say(`Kept, because: ${reasonTitle(code)}.`);
  }

  #keepLast(last: GivenVerdict, reasons: string[]): void {
    last.kept = true;
    if (last.data.occasion === 'repeat') return;
    const { fold } = this.#studio;
    const visibility = last.reveal ? 'revealed' : last.data.visibility;
    const data: VerdictData = { ...last.data, visibility, rationale: '', reasons, evidence: [] };
    this.#add(`${last.words}, kept`, () => draftVerdict(fold, last.pair, data));
  }

  /** Goes back to the last verdict with its label and rewards revealed; the pair on the screen comes next. */
  async revisit(): Promise<void> {
    const last = this.last;
    if (!last?.saved || this.turning || this.screen.current?.row === last.place.row) return;
    if (last.data.choice.kind !== 'skip') this.#reveal(last);
    await this.screen.interrupt({ row: last.place.row, reason: last.place.reason });
  }

  /** Takes the newest verdict back and shows its pair. */
  undo(): void {
    this.#turn(
      'undo',
      () => this.own.history.undo(this.#studio.fold),
      (event) => this.#showUndone(event),
    );
  }

  /** Gives the verdict that was taken back last once more. */
  redo(): void {
    this.#turn(
      'redo',
      () => this.own.history.redo(this.#studio.fold),
      (event) => this.#showRedone(event),
    );
  }

  /** The rules for the pair on the screen, and what of them its notes meet by now. */
  get under(): GivenUnder {
    const pair = this.screen.current?.pair;
    const category = pair ? this.attributes.values(pair).category : null;
    const attributesVerified = pair !== undefined && this.attributes.verified(pair) !== null;
    return { protocol: this.#protocol(), category, attributesVerified };
  }

  /** Keeps what is written of the pair on the screen against a crash. */
  keepDraft(): void {
    const { current, notes } = this.screen;
    const draft = notes.draft();
    if (current && current.phase !== 'storing') this.drafts.keep(current.pair.id, draft);
  }

  /** What was edited in the attributes goes with a judgement, before it. */
  #data(shown: PairOnScreen, choice: Choice): VerdictData {
    if (choice.kind !== 'skip' && this.attributes.isEdited(shown.pair)) this.attributes.verify(shown.pair);
    return verdictData(shown, choice, this.screen.notes, this.under);
  }

  #write(shown: PairOnScreen, data: VerdictData): void {
    const given = new GivenVerdict(shown.pair.id, placeOf(shown.row, data), data);
    this.last = given;
    if (data.choice.kind !== 'skip') this.#unrevealed.add(given.pair);
    const { fold } = this.#studio;
    this.#add(
      given.words,
      () => draftVerdict(fold, given.pair, data),
      (event) => this.#stored(given, event),
    );
  }

  #add(title: string, draft: () => EventDraft | null, stored: (event: LedgerEvent) => void = () => undefined): void {
    const done = (event: LedgerEvent | null) => {
      if (!event) return;
      this.own.take(event);
      stored(event);
    };
    this.writer.add({ title, draft, done });
  }

  /** The verdict is durable: only now the screen says so, and only now label and rewards may be shown. */
  #stored(given: GivenVerdict, event: LedgerEvent): void {
    given.saved = true;
    this.queue.saved(given.place.row, event);
    if (given.data.choice.kind !== 'skip') this.drafts.drop(given.pair);
    given.gold = this.#studio.fold.own(given.pair)?.gold ?? false;
    given.missing = this.verdicts.missing(given.pair);
    const asks = this.#revealMode() === 'ask' && given.data.visibility === 'blind';
    if (given.data.choice.kind !== 'skip' && !asks) this.#reveal(given);
    const shown = this.screen.current;
    if (shown?.phase === 'storing' && shown.row === given.place.row)
      this.screen.current = { ...shown, phase: 'revealed' };
    const [none = 0, skipped = 0] = this.open.verdictCounts();
    const total = this.open.index.length;
    this.#studio.announcer.say(
      `Saved: ${given.words}.${given.missingInWords} ${count(total - none - skipped)} of ${count(total)} pairs judged.`,
    );
  }

  #reveal(given: GivenVerdict): void {
    this.#unrevealed.delete(given.pair);
    given.reveal = revealOf(this.open, given.place.row, given.data.left);
    given.others = othersWords(this.verdicts.ofOthers(given.pair), given.data.left);
  }

  #turn(verb: 'undo' | 'redo', draft: () => EventDraft | null, turned: (event: LedgerEvent) => void): void {
    if (this.turning) return;
    this.turning = true;
    const done = (event: LedgerEvent | null) => {
      this.turning = false;
      if (!event) return this.#studio.announcer.say(`Nothing to ${verb}.`);
      this.own.take(event);
      turned(event);
    };
    this.writer.add({ title: verb === 'undo' ? 'Undo' : 'Redo', draft, done });
  }

  #showUndone(event: LedgerEvent): void {
    const row = this.open.rowOf(event.pair);
    const verdict = this.#studio.fold.event(event.pair, event.supersedes[0] ?? '');
    if (row === null || verdict?.type !== 'verdict') return;
    const { choice, occasion } = verdict.data;
    if (choice.kind !== 'skip' && occasion !== 'repeat' && !this.#unrevealed.has(event.pair))
      this.#markSeen(event.pair);
    this.drafts.restore(event.pair, verdict.data);
    this.last = null;
    this.#studio.announcer.say('Undone. The pair is on the screen again.');
    void this.screen.interrupt(placeOf(row, verdict.data));
  }

  #showRedone(event: LedgerEvent): void {
    const row = this.open.rowOf(event.pair);
    if (row === null || event.type !== 'verdict') return;
    const given = new GivenVerdict(event.pair, placeOf(row, event.data), event.data);
    this.last = given;
    this.screen.settle(row);
    this.#stored(given, event);
    if (this.screen.current?.row === row) void this.screen.advance();
  }

  /** Whoever meets a pair among those selected by something that tells their label knows it from then on. */
  #isSeen(pair: string, knowsLabel: VerifyOptions['knowsLabel']): boolean {
    if (knowsLabel?.(pair)) this.#markSeen(pair);
    return this.#studio.revealed.has(pair);
  }

  /** Counts at once; a record that could not be stored is stored with the next one. */
  #markSeen(pair: string): void {
    this.#studio.revealed.add([pair]).catch(() => undefined);
  }
}
