import type { PairToJudge } from '../../pairs/PairToJudge';
import { draftVerdict } from '../../verdicts/draftVerdict';
import { choiceFromStep, type Step } from '../../verdicts/strengthWords';
import { UndoHistory } from '../../verdicts/UndoHistory';
import type { Choice, EventDraft, LedgerEvent, VerdictData } from '../../verdicts/VerdictEvent';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { count, messageOf } from '../parts/format';
import type { RevealMode } from '../parts/Settings.svelte';
import type { Revealed } from '../Revealed.svelte';
import type { Studio } from '../Studio.svelte';
import { GivenVerdict } from './GivenVerdict.svelte';
import type { PairOnScreen } from './PairOnScreen';
import { PairScreen } from './PairScreen.svelte';
import { revealOf } from './revealOf';
import { VerdictWriter } from './VerdictWriter.svelte';

/** What the session needs of the studio. */
export interface VerifyStudio extends Pick<Studio, 'fold' | 'append'> {
  announcer: Pick<Studio['announcer'], 'say'>;
  revealed: Pick<Revealed, 'has' | 'add'>;
  pair(row: number): Promise<PairToJudge>;
}

export interface VerifyOptions {
  studio: VerifyStudio;
  open: OpenDataSet;
  /** Kept with the data set, so that a pair shows the same sides each time. */
  seed: string;
  /** All events of this browser in the order in which they were stored: what undo can go back to. */
  events: LedgerEvent[];
  revealMode: () => RevealMode;
  prepare: (pair: PairToJudge) => void;
}

/** Names the rules under which verdicts are given: blind, random sides, revealed only once the verdict is durable. */
export const protocolName = 'blind-1';

/**
 * One person verifying one data set. A verdict goes to the ledger in the background while the next pair is on the screen;
 * when it is durable, the strip (or the pair itself) shows label and rewards, and the verdict may be kept or revised.
 */
export class VerifySession {
  readonly open: OpenDataSet;
  readonly screen: PairScreen;
  readonly writer: VerdictWriter;
  last = $state.raw<GivenVerdict | null>(null);
  /** Undo or redo waits for the ledger: until then no verdict is taken, so that none falls on another pair. */
  turning = $state(false);
  readonly #studio: VerifyStudio;
  readonly #revealMode: () => RevealMode;
  readonly #history = new UndoHistory();
  /** Pairs judged here whose label and rewards were not shown since: what is undone among them is judged blind again. */
  readonly #unrevealed = new Set<string>();

  constructor({ studio, open, seed, events, revealMode, prepare }: VerifyOptions) {
    this.open = open;
    this.#studio = studio;
    this.#revealMode = revealMode;
    this.writer = new VerdictWriter((drafts) => studio.append(drafts));
    this.screen = new PairScreen({
      ...{ open, seed, prepare, fold: studio.fold },
      isSeen: (pair) => studio.revealed.has(pair),
      read: (row) => studio.pair(row),
    });
    this.#history.take(events.filter((event) => open.rowOf(event.pair) !== null));
  }

  /** Shows the first pair, or the one that was left. A queue that nobody has begun is ordered by what is known by now. */
  async start(): Promise<void> {
    const { orderedAt } = this.screen;
    const stale = orderedAt === null || (this.last === null && this.open.rewards.known > orderedAt);
    if (stale && this.screen.current?.reason !== 'opened') await this.screen.reorder();
    else if (!this.screen.current) await this.screen.advance();
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

  async commit(step: Step): Promise<void> {
    const shown = this.screen.current;
    if (shown) await this.give(choiceFromStep(step, shown.left));
  }

  /** Gives a verdict on the pair on the screen. Of a revealed pair, skip is no verdict but the way on. */
  async give(choice: Choice): Promise<void> {
    const shown = this.screen.current;
    if (!shown || shown.phase === 'storing' || this.turning) return;
    if (shown.phase === 'revealed' && choice.kind === 'skip') return this.screen.advance();
    this.#write(shown, this.#data(shown, choice));
    this.screen.settle(shown.row);
    const stays = this.#revealMode() === 'stop' && shown.phase === 'judging' && choice.kind !== 'skip';
    if (stays) this.screen.current = { ...shown, phase: 'storing', choice };
    else await this.screen.advance();
  }

  /** Keeps the revealed verdict of the pair on the screen, or else of the strip. That it was kept is stored. */
  async keep(): Promise<void> {
    const shown = this.screen.current;
    if (shown?.phase === 'storing') return this.screen.advance();
    if (shown?.phase === 'revealed' && shown.choice) return this.give(shown.choice);
    const last = this.last;
    if (!last?.reveal || last.kept) return;
    last.kept = true;
    const { fold } = this.#studio;
    const data = { ...last.data, visibility: 'revealed' as const, rationale: '', reasons: [] };
    this.#add(`${last.words}, kept`, () => draftVerdict(fold, last.pair, data));
  }

  /** Goes back to the last verdict with its label and rewards revealed; the pair on the screen comes next. */
  async revisit(): Promise<void> {
    const last = this.last;
    if (!last?.saved || this.turning || this.screen.current?.row === last.place.row) return;
    if (last.data.choice.kind !== 'skip') this.#reveal(last);
    await this.screen.interrupt(last.place);
  }

  /** Takes the newest verdict back and shows its pair. */
  undo(): void {
    this.#turn(
      'undo',
      () => this.#history.undo(this.#studio.fold),
      (event) => this.#showUndone(event),
    );
  }

  /** Gives the verdict that was taken back last once more. */
  redo(): void {
    this.#turn(
      'redo',
      () => this.#history.redo(this.#studio.fold),
      (event) => this.#showRedone(event),
    );
  }

  #data({ phase, seenBefore, left, reason, time }: PairOnScreen, choice: Choice): VerdictData {
    return {
      choice,
      visibility: phase === 'revealed' || seenBefore ? 'revealed' : 'blind',
      left,
      rationale: this.screen.rationale.trim(),
      reasons: [...this.screen.reasons],
      elapsedMs: time.milliseconds(),
      queueReason: reason,
      protocol: protocolName,
    };
  }

  #write(shown: PairOnScreen, data: VerdictData): void {
    const given = new GivenVerdict(shown.pair.id, { row: shown.row, reason: shown.reason }, data);
    this.last = given;
    if (data.choice.kind !== 'skip') this.#unrevealed.add(given.pair);
    const { fold } = this.#studio;
    this.#add(
      given.words,
      () => draftVerdict(fold, given.pair, data),
      () => this.#stored(given),
    );
  }

  #add(title: string, draft: () => EventDraft | null, stored: (event: LedgerEvent) => void = () => undefined): void {
    const done = (event: LedgerEvent | null) => {
      if (!event) return;
      this.#history.take([event]);
      stored(event);
    };
    this.writer.add({ title, draft, done });
  }

  /** The verdict is durable: only now the screen says so, and only now label and rewards may be shown. */
  #stored(given: GivenVerdict): void {
    given.saved = true;
    given.gold = this.#studio.fold.own(given.pair)?.gold ?? false;
    const asks = this.#revealMode() === 'ask' && given.data.visibility === 'blind';
    if (given.data.choice.kind !== 'skip' && !asks) this.#reveal(given);
    const shown = this.screen.current;
    if (shown?.phase === 'storing' && shown.row === given.place.row)
      this.screen.current = { ...shown, phase: 'revealed' };
    const [none = 0, skipped = 0] = this.open.verdictCounts();
    const total = this.open.index.length;
    this.#studio.announcer.say(
      `Saved: ${given.words}. ${count(total - none - skipped)} of ${count(total)} pairs judged.`,
    );
  }

  #reveal(given: GivenVerdict): void {
    this.#unrevealed.delete(given.pair);
    given.reveal = revealOf(this.open, given.place.row, given.data.left);
  }

  #turn(verb: 'undo' | 'redo', draft: () => EventDraft | null, turned: (event: LedgerEvent) => void): void {
    if (this.turning) return;
    this.turning = true;
    const done = (event: LedgerEvent | null) => {
      this.turning = false;
      if (!event) return this.#studio.announcer.say(`Nothing to ${verb}.`);
      this.#history.take([event]);
      turned(event);
    };
    this.writer.add({ title: verb === 'undo' ? 'Undo' : 'Redo', draft, done });
  }

  #showUndone(event: LedgerEvent): void {
    const row = this.open.rowOf(event.pair);
    const verdict = this.#studio.fold.event(event.pair, event.supersedes[0] ?? '');
    if (row === null || verdict?.type !== 'verdict') return;
    const { choice, queueReason } = verdict.data;
    if (choice.kind !== 'skip' && !this.#unrevealed.has(event.pair)) this.#markSeen(event.pair);
    this.last = null;
    this.#studio.announcer.say('Undone. The pair is on the screen again.');
    void this.screen.interrupt({ row, reason: queueReason });
  }

  #showRedone(event: LedgerEvent): void {
    const row = this.open.rowOf(event.pair);
    if (row === null || event.type !== 'verdict') return;
    const given = new GivenVerdict(event.pair, { row, reason: event.data.queueReason }, event.data);
    this.last = given;
    this.screen.settle(row);
    this.#stored(given);
    if (this.screen.current?.row === row) void this.screen.advance();
  }

  /** Counts at once; a record that could not be stored is stored with the next one. */
  #markSeen(pair: string): void {
    this.#studio.revealed.add([pair]).catch(() => undefined);
  }
}
