import { sideOrder } from '../../queue/sideOrder';
import { draftVerdict } from '../../verdicts/draftVerdict';
import { me } from '../../verdicts/PersonOf';
import type { DisputedPair } from '../../verdicts/people/PeopleReport';
import type { Protocol } from '../../verdicts/protocol/Protocol';
import { choiceFromStep, choiceWords, type Step } from '../../verdicts/strengthWords';
import type { Choice, EventDraft, LedgerEvent } from '../../verdicts/VerdictEvent';
import type { Verdict } from '../../verdicts/verdictsInForce';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import { emptyDraft } from '../verify/NotesDraft';
import type { PairOnScreen } from '../verify/PairOnScreen';
import { ScreenTime } from '../verify/ScreenTime';
import { verdictData } from '../verify/verdictData';
import { VerdictNotes } from '../verify/VerdictNotes.svelte';
import type { VerdictTaker } from '../verify/VerdictTaker';
import { VerdictWriter } from '../verify/VerdictWriter.svelte';

export interface AdjudicatingOptions {
  studio: Pick<Studio, 'fold' | 'append' | 'pair' | 'announcer' | 'revealed' | 'othersSeen'>;
  open: OpenDataSet;
  /** In the order in which they come. */
  disputed: readonly DisputedPair[];
  /** All events of this browser: adjudications among them can be undone. */
  events: readonly LedgerEvent[];
  protocol: Protocol;
}

/** What the queue's reason of an adjudication is. */
const reason = 'disputed';

/**
 * One person deciding disputed pairs, with others' verdicts in sight. An adjudication goes to the ledger in the background
 * while the next pair is on the screen, as a verdict does. Whoever has judged the pair before may have seen its label and
 * rewards since: that adjudication says so, and is gold only where it keeps what was said blind.
 */
export class Adjudicating implements VerdictTaker {
  current = $state.raw<PairOnScreen | null>(null);
  loadError = $state<string | null>(null);
  /** How many were adjudicated in this sitting, and how many were left for later. */
  done = $state(0);
  left = $state(0);
  readonly notes = new VerdictNotes();
  readonly writer: VerdictWriter;
  readonly screen: VerdictTaker['screen'];
  readonly total: number;
  readonly #options: AdjudicatingOptions;
  readonly #waiting: string[];
  /** Adjudications of this person that undo goes back to, oldest first. */
  readonly #given: Verdict[];

  constructor(options: AdjudicatingOptions) {
    const { studio, open, disputed, events } = options;
    this.#options = options;
    this.#waiting = disputed.map(({ pair }) => pair);
    this.total = disputed.length;
    this.#given = events.filter((event) => event.type === 'verdict').filter((event) => this.#isMine(event, open));
    this.writer = new VerdictWriter((drafts) => studio.append(drafts));
    const current = () => this.current;
    const { notes } = this;
    this.screen = {
      notes,
      get current() {
        return current();
      },
    };
  }

  /** How many wait behind the one on the screen. */
  get behind(): number {
    return this.total - this.done - this.left - (this.current ? 1 : 0);
  }

  /** Shows the next pair that is still disputed; at the end there is none. */
  async next(): Promise<void> {
    const pair = this.#waiting.shift();
    this.current = null;
    if (pair !== undefined) await this.#show(pair);
  }

  async commit(step: Step): Promise<void> {
    if (this.current) await this.give(choiceFromStep(step, this.current.left));
  }

  /** Decides the pair on the screen; a skip leaves it disputed. */
  async give(choice: Choice): Promise<void> {
    const shown = this.current;
    if (!shown) return;
    if (choice.kind === 'skip') this.left++;
    else this.#write(shown, choice);
    await this.next();
  }

  /** Takes the newest adjudication back and shows its pair; the one on the screen comes next. */
  undo(): void {
    const { announcer } = this.#options.studio;
    let taken: Verdict | undefined;
    const draft = (): EventDraft | null => {
      taken = this.#takeStanding();
      return taken ? { type: 'retraction', pair: taken.pair, supersedes: [taken.id], data: { reason: 'undo' } } : null;
    };
    const done = (event: LedgerEvent | null) => {
      if (!event) return announcer.say('Nothing to undo.');
      announcer.say('Undone. The pair is on the screen again.');
      if (this.current) this.#waiting.unshift(this.current.pair.id);
      this.done = Math.max(0, this.done - 1);
      void this.#show(event.pair);
    };
    this.writer.add({ title: 'Undo', draft, done });
  }

  /** The verdicts of others and of this person on the pair, in an order that does not say who gave them. */
  verdicts(): Verdict[] {
    const pair = this.current?.pair.id;
    if (pair === undefined) return [];
    const others = this.#options.studio.fold.verdicts(pair).filter(({ data }) => data.occasion !== 'repeat');
    return others.sort((one, other) => (one.hash < other.hash ? -1 : 1));
  }

  #isMine({ client, data, pair }: Verdict, open: OpenDataSet): boolean {
    const { personOf } = this.#options.studio.fold;
    return data.occasion === 'adjudication' && personOf(client) === me && open.rowOf(pair) !== null;
  }

  #takeStanding(): Verdict | undefined {
    for (let last = this.#given.pop(); last; last = this.#given.pop()) {
      const { id, pair } = last;
      if (this.#options.studio.fold.ownVerdicts(pair).some((verdict) => verdict.id === id)) return last;
    }
    return undefined;
  }

  #write(shown: PairOnScreen, choice: Choice): void {
    const { fold, announcer } = this.#options.studio;
    const verified = fold.attributes(shown.pair.id);
    const category = verified?.data.category ?? null;
    const under = { protocol: this.#options.protocol, category, attributesVerified: verified !== null };
    const data = { ...verdictData(shown, choice, this.notes, under), occasion: 'adjudication' as const };
    const title = `${choiceWords(choice, shown.left)}, adjudicated`;
    const done = (event: LedgerEvent | null) => {
      if (event?.type !== 'verdict') return;
      this.#given.push(event);
      announcer.say(`Saved: ${title}.`);
    };
    this.done++;
    this.writer.add({ title, draft: () => draftVerdict(fold, shown.pair.id, data), done });
  }

  async #show(pair: string): Promise<void> {
    const { studio, open } = this.#options;
    const row = open.rowOf(pair);
    this.loadError = null;
    if (row === null) return this.next();
    try {
      const seenBefore = this.#sawLabel(pair);
      const texts = await studio.pair(row);
      // Recorded before they are shown: whoever has read others' verdicts does not judge this pair blind again.
      await studio.othersSeen.add([pair]);
      const time = new ScreenTime();
      time.start();
      const left = sideOrder(`adjudication:${open.dataSet.id}`, pair);
      this.notes.begin(emptyDraft, null);
      this.current = { row, reason, pair: texts, left, phase: 'judging', seenBefore, choice: null, time };
    } catch (error) {
      this.loadError = `This pair could not be read: ${messageOf(error)}`;
    }
  }

  /** A verdict of one's own was, or may have been, followed by the reveal. */
  #sawLabel(pair: string): boolean {
    const { fold, revealed } = this.#options.studio;
    const judged = fold.ownVerdicts(pair).some(({ data }) => isJudgement(data.occasion) && data.choice.kind !== 'skip');
    return judged || revealed.hasItself(pair) || fold.everRevealed(pair);
  }
}

function isJudgement(occasion: Verdict['data']['occasion']): boolean {
  return occasion !== 'adjudication';
}
