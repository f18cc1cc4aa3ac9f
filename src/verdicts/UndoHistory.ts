import { draftVerdict } from './draftVerdict';
import type { LabelFold } from './LabelFold';
import { sameChoice } from './sameChoice';
import type { EventDraft, LedgerEvent, VerdictData } from './VerdictEvent';
import type { Verdict } from './verdictsInForce';

/**
 * What a person can undo and redo, without limit, also after a reload: it is read from the events themselves. The history
 * moves only when an event is taken, that is once the ledger has stored it; the drafts it offers change nothing.
 */
export class UndoHistory {
  readonly #done: Verdict[] = [];
  #undone: Verdict[] = [];

  /** Takes events of this person in the order in which they were stored: at start all of them, then each new one. */
  take(events: Iterable<LedgerEvent>): void {
    for (const event of events) {
      if (event.type === 'retraction') this.#takeRetraction(event.supersedes);
      else if (event.type === 'verdict') this.#takeVerdict(event);
    }
  }

  /** The draft that takes back the newest verdict still in force; its `pair` is where the screen goes. Null: nothing to undo. */
  undo(fold: LabelFold): EventDraft | null {
    const last = this.#done.findLast((verdict) => isInForce(fold, verdict));
    return last ? { type: 'retraction', pair: last.pair, supersedes: [last.id], data: { reason: 'undo' } } : null;
  }

  /** The draft that gives the verdict taken back last once more. Null: nothing to redo. */
  redo(fold: LabelFold): EventDraft | null {
    const last = this.#undone.at(-1);
    return last ? draftVerdict(fold, last.pair, last.data) : null;
  }

  #takeRetraction(retracted: string[]): void {
    for (const id of retracted) {
      const at = this.#done.findLastIndex((verdict) => verdict.id === id);
      if (at >= 0) this.#undone.push(...this.#done.splice(at, 1));
    }
  }

  /** A verdict equal to the one taken back last is its redo; any other starts a new branch, and there is nothing left to redo. */
  #takeVerdict(verdict: Verdict): void {
    const last = this.#undone.at(-1);
    if (last && last.pair === verdict.pair && sameData(last.data, verdict.data)) this.#undone.pop();
    else this.#undone = [];
    this.#done.push(verdict);
  }
}

function isInForce(fold: LabelFold, verdict: Verdict): boolean {
  return fold.ownVerdicts(verdict.pair).some(({ id }) => id === verdict.id);
}

function sameData(a: VerdictData, b: VerdictData): boolean {
  return (
    sameChoice(a.choice, b.choice) &&
    a.visibility === b.visibility &&
    a.left === b.left &&
    a.elapsedMs === b.elapsedMs &&
    a.rationale === b.rationale &&
    a.reasons.join('\n') === b.reasons.join('\n') &&
    a.queueReason === b.queueReason &&
    a.protocol === b.protocol &&
    a.occasion === b.occasion &&
    a.decidedBy === b.decidedBy &&
    JSON.stringify([a.evidence, a.lacks]) === JSON.stringify([b.evidence, b.lacks])
  );
}
