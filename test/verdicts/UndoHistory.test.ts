import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftVerdict } from '../../src/verdicts/draftVerdict';
import { LabelFold } from '../../src/verdicts/LabelFold';
import { UndoHistory } from '../../src/verdicts/UndoHistory';
import type { Choice, EventDraft, LedgerEvent, Visibility } from '../../src/verdicts/VerdictEvent';
import { anyChoice } from './anyEvents';
import { madeData, madeId, prefer, sealed } from './madeEvents';

type Action = { pair: number; choice: Choice; visibility: Visibility } | 'undo' | 'redo';

/** One person at the keyboard: a ledger, a fold and the history, wired as the studio wires them. */
class Person {
  readonly fold = new LabelFold();
  readonly events: LedgerEvent[] = [];
  history = new UndoHistory();

  act(action: Action): void {
    const draft = this.#draft(action);
    if (!draft) return;
    const event = sealed(draft, this.events.length + 1);
    this.events.push(event);
    this.fold.add([event]);
    this.history.take([event]);
  }

  /** A reload: the history is read from the ledger. */
  reload(): void {
    this.history = new UndoHistory();
    this.history.take(this.events);
  }

  labels(): unknown {
    const shown = [...this.fold.labels().values()].map(({ pair, choice, gold, events }) => ({
      pair,
      choice,
      gold,
      inForce: events.length,
    }));
    return shown.sort((a, b) => (a.pair < b.pair ? -1 : 1));
  }

  #draft(action: Action): EventDraft | null {
    if (action === 'undo') return this.history.undo(this.fold);
    if (action === 'redo') return this.history.redo(this.fold);
    const { pair, choice, visibility } = action;
    // No two verdicts of a person take the same time to the fraction; redo tells its verdict from a new one by that.
    const elapsedMs = this.events.length + 0.5;
    return draftVerdict(this.fold, madeId(pair), madeData(choice, { visibility, elapsedMs }));
  }
}

/** The obvious way: snapshots of all labels, a pointer that undo and redo move. */
class Snapshots {
  #states: unknown[] = [[]];
  #at = 0;

  act(action: Action, person: Person): void {
    if (action === 'undo') this.#at = Math.max(0, this.#at - 1);
    else if (action === 'redo') this.#at = Math.min(this.#states.length - 1, this.#at + 1);
    else {
      this.#states = [...this.#states.slice(0, this.#at + 1), person.labels()];
      this.#at++;
    }
  }

  labels(): unknown {
    return this.#states[this.#at];
  }
}

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      pair: fc.nat(2),
      choice: anyChoice,
      visibility: fc.constantFrom<Visibility>('blind', 'revealed'),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Action>('undo') },
  { weight: 2, arbitrary: fc.constant<Action>('redo') },
);

test('any sequence of verdicts, undo and redo, with reloads between, gives the labels of a list of snapshots', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyAction, fc.boolean()), { maxLength: 40 }), (actions) => {
      const [person, snapshots] = [new Person(), new Snapshots()];
      for (const [action, reloads] of actions) {
        person.act(action);
        if (reloads) person.reload();
        snapshots.act(action, person);
        expect(person.labels()).toEqual(snapshots.labels());
      }
    }),
    { numRuns: 500 },
  );
});

test('nothing to undo and nothing to redo is null, and undo names the pair to go back to', () => {
  const person = new Person();
  expect(person.history.undo(person.fold)).toBeNull();
  expect(person.history.redo(person.fold)).toBeNull();
  person.act({ pair: 7, choice: prefer(1), visibility: 'blind' });
  expect(person.history.undo(person.fold)).toMatchObject({ type: 'retraction', pair: madeId(7) });
  expect(person.history.redo(person.fold)).toBeNull();
});

test('drafts change nothing: only what the ledger has stored moves the history', () => {
  const person = new Person();
  person.act({ pair: 1, choice: prefer(1), visibility: 'blind' });
  const draft = person.history.undo(person.fold);
  expect(person.history.undo(person.fold)).toEqual(draft);
  expect(person.history.redo(person.fold)).toBeNull();
});

test('undo passes over a verdict that another tab has replaced', () => {
  const person = new Person();
  person.act({ pair: 1, choice: prefer(1), visibility: 'blind' });
  person.act({ pair: 2, choice: prefer(2), visibility: 'blind' });
  const last = person.events[1] as LedgerEvent;
  const supersedes = [last.id];
  const data = madeData(prefer(-2));
  person.fold.add([sealed({ type: 'verdict', pair: last.pair, supersedes, data }, 1, 2)]);
  expect(person.history.undo(person.fold)).toMatchObject({ pair: madeId(1) });
});

test('a redo is the same verdict again, data and all', () => {
  const person = new Person();
  person.act({ pair: 1, choice: prefer(-3), visibility: 'blind' });
  person.act('undo');
  person.act('redo');
  const [given, , again] = person.events;
  expect(again).toMatchObject({ type: 'verdict', pair: given?.pair, data: given?.data });
  expect(again?.id).not.toBe(given?.id);
});
