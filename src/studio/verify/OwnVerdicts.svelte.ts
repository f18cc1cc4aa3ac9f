import type { LabelFold } from '../../verdicts/LabelFold';
import { me } from '../../verdicts/PersonOf';
import { UndoHistory } from '../../verdicts/UndoHistory';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import { WorkPace } from '../../verdicts/WorkPace';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { RecentVerdicts } from './RecentVerdicts.svelte';

/** What this person gave so far, as far as the room goes back to it or counts it: in one data set, the pace in all. */
export class OwnVerdicts {
  readonly history = new UndoHistory();
  /** What this person said last, to go back to. */
  readonly recent: RecentVerdicts;
  readonly pace = new WorkPace();
  /** Counts what was taken since, so that a screen can follow the pace. */
  version = $state(0);

  /** `events`: all of this browser, in the order in which they were stored. */
  constructor(open: OpenDataSet, fold: LabelFold, events: readonly LedgerEvent[]) {
    this.recent = new RecentVerdicts((pair) => open.rowOf(pair));
    const own = events.filter((event) => fold.personOf(event.client) === me);
    const here = own.filter((event) => open.rowOf(event.pair) !== null);
    this.history.take(here);
    this.recent.take(here);
    this.pace.take(own, Date.now());
  }

  /** Takes an event of this person that is durable now. */
  take(event: LedgerEvent): void {
    this.history.take([event]);
    this.recent.take([event]);
    this.pace.take([event], Date.now());
    this.version++;
  }
}
