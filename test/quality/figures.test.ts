import { describe, expect, test } from 'vitest';
import { labelCodes } from '../../src/pairs/PairIndex';
import { figuresOf } from '../../src/quality/figuresOf';
import { judgedPairOf } from '../../src/quality/judgedPairOf';
import type { Screen } from '../../src/quality/Screen';
import { screens } from '../../src/quality/screens';
import type { Share } from '../../src/quality/Share';
import type { EventDraft, LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { madeId } from '../verdicts/madeEvents';
import { MadeLedger } from './madeLedger';

const { first, second } = labelCodes;
const counts = (share: Share) => (share.kind === 'share' ? [share.hits, share.of] : share.why);
const stateOf = (pairs: Parameters<typeof figuresOf>[0], code: Screen['code']) =>
  screens(figuresOf(pairs)).find((screen) => screen.code === code)?.state;
const superseding = (event: LedgerEvent, pair: number) =>
  ({ type: 'retraction', pair: madeId(pair), supersedes: [event.id], data: { reason: 'undo' } }) satisfies EventDraft;

describe('self-consistency', () => {
  test('a repeat agrees where it names the same response, whatever side it stood on and however strong', () => {
    const ledger = new MadeLedger();
    ledger.give(0, -1, { left: 'first' });
    ledger.give(0, -3, { left: 'second', occasion: 'repeat' });
    ledger.give(1, 2, { left: 'first' });
    ledger.give(1, -2, { left: 'second', occasion: 'repeat' });
    ledger.give(2, { kind: 'both_bad' });
    ledger.give(2, { kind: 'both_bad' }, { occasion: 'repeat' });
    const { consistency } = figuresOf(ledger.all(3));
    expect(counts(consistency.same)).toEqual([2, 3]);
    expect(counts(consistency.sideKept)).toEqual([1, 3]);
  });

  test('a repeat without a blind verdict before it, one put off and one taken back are no evidence', () => {
    const ledger = new MadeLedger();
    ledger.give(0, -1, { visibility: 'revealed' });
    ledger.give(0, -1, { occasion: 'repeat' });
    ledger.give(1, -1);
    ledger.give(1, { kind: 'skip' }, { occasion: 'repeat' });
    ledger.give(2, -1);
    ledger.add(superseding(ledger.give(2, 1, { occasion: 'repeat' }), 2));
    expect(counts(figuresOf(ledger.all(3)).consistency.same)).toMatch(/No pair has come back/);
  });
});

describe('side bias', () => {
  test('side A is the left response, whichever it is; ties and verdicts with rewards in sight do not count', () => {
    const ledger = new MadeLedger();
    ledger.give(0, -1, { left: 'first' });
    ledger.give(1, 1, { left: 'second' });
    ledger.give(2, 1, { left: 'first' });
    ledger.give(3, 0, { left: 'first' });
    ledger.give(4, -1, { left: 'first', visibility: 'revealed' });
    expect(counts(figuresOf(ledger.all(5)).side)).toEqual([2, 3]);
  });

  test('it is a finding only where the interval excludes one in two', () => {
    const of = (a: number, all: number) => {
      const ledger = new MadeLedger();
      for (let pair = 0; pair < all; pair++) ledger.give(pair, pair < a ? -1 : 1);
      return stateOf(ledger.all(all), 'side');
    };
    expect([of(0, 0), of(5, 10), of(7, 10), of(35, 50)]).toEqual(['unknown', 'clear', 'screen', 'finding']);
  });
});

describe('deference', () => {
  /** Pair 0 followed the label, 1 was kept, 2 agreed before, 3 agreed and was revised away. */
  function revised() {
    const ledger = new MadeLedger();
    ledger.give(0, -1);
    ledger.give(0, 1, { visibility: 'revealed' });
    ledger.give(1, -1);
    ledger.give(1, -1, { visibility: 'revealed' });
    ledger.give(2, 1);
    ledger.give(3, 1);
    ledger.give(3, 0, { visibility: 'revealed' });
    return ledger;
  }

  test('is the share revised to the label among the verdicts that differed from it', () => {
    const { label, model } = figuresOf(revised().all(4, () => ({ label: second })));
    expect(counts(label.followed)).toEqual([1, 2]);
    expect(counts(label.otherwise)).toEqual([1, 2]);
    expect(counts(model.followed)).toMatch(/differed from the model/);
  });

  test('of the model goes by the sign of its margin; a margin of zero names no response', () => {
    const { model } = figuresOf(revised().all(4, (pair) => ({ margin: pair === 1 ? 0 : -2 })));
    expect(counts(model.followed)).toEqual([1, 1]);
  });
});

describe('accuracy on known pairs', () => {
  test('two other people who agreed before, or an adjudication, make a pair known; one person or a quarrel does not', () => {
    const ledger = new MadeLedger();
    const others = (pair: number, ...choices: (-1 | 1)[]) =>
      choices.forEach((choice, n) => ledger.give(pair, choice, {}, 2 + n));
    others(0, 1, 1);
    others(1, 1);
    others(2, 1, -1);
    others(3, 1, -1);
    ledger.give(3, 1, { occasion: 'adjudication' }, 5);
    for (let pair = 0; pair < 5; pair++) ledger.give(pair, pair === 3 ? 2 : -1);
    others(4, -1, -1);
    expect(counts(figuresOf(ledger.all(5)).gold)).toEqual([1, 2]);
  });

  test("this person's own adjudication makes no pair known", () => {
    const ledger = new MadeLedger();
    ledger.give(0, 1);
    ledger.give(0, 1, { occasion: 'adjudication' });
    expect(counts(figuresOf(ledger.all(1)).gold)).toMatch(/is known/);
  });
});

describe('pace', () => {
  test('has the median with an interval from six judgements on; skips and the time over lunch are left out', () => {
    const ledger = new MadeLedger();
    const seconds = [1, 2, 3, 4, 5, 6, 3600];
    seconds.forEach((time, pair) => ledger.give(pair, -1, { elapsedMs: 1000 * time }));
    ledger.give(7, { kind: 'skip' }, { elapsedMs: 1 });
    const { pace, judged } = figuresOf(ledger.all(8));
    expect(judged).toBe(7);
    expect(pace.medianSeconds).toBe(4);
    expect(pace.interval).toEqual({ low: 1, high: 600 });
    expect(pace.days).toEqual([{ day: '2026-11-23', pairs: 7, medianSeconds: 4, perHour: (7 * 3600) / 621 }]);
  });

  test('a rubber stamp is a finding only when the whole interval is below half a second and next to nothing was corrected', () => {
    const of = (all: number, corrected: number) => {
      const ledger = new MadeLedger();
      for (let pair = 0; pair < all; pair++) {
        ledger.give(pair, -1, { elapsedMs: 300 });
        if (pair < corrected) ledger.give(pair, 1, { elapsedMs: 300 });
      }
      return stateOf(ledger.all(all), 'fast');
    };
    expect([of(0, 0), of(10, 0), of(100, 0), of(100, 20)]).toEqual(['unknown', 'screen', 'finding', 'clear']);
  });
});

test('counts are by verdict, reason and category, each the largest first', () => {
  const ledger = new MadeLedger();
  ledger.give(0, -2, { reasons: ['style', 'format'] });
  ledger.give(1, 2, { reasons: ['style'] });
  ledger.give(2, { kind: 'divergent' });
  ledger.give(3, { kind: 'skip' });
  const facts = (pair: number) => ({ label: first, category: pair === 2 ? 'math' : 'planning' });
  const { choices, reasons, categories } = figuresOf(ledger.all(4, facts)).counts;
  expect(choices.slice(0, 1)).toEqual([{ name: 'clearly', pairs: 2 }]);
  expect(choices.map(({ name }) => name).sort()).toEqual(['clearly', 'divergent', 'skip']);
  expect(reasons).toEqual([
    { name: 'style', pairs: 2 },
    { name: 'format', pairs: 1 },
  ]);
  expect(categories.map(({ name, pairs, against }) => [name, pairs, counts(against)])).toEqual([
    ['planning', 3, [1, 2]],
    ['math', 1, expect.stringMatching(/No labelled pair/)],
  ]);
});

test('label and model are asked of no pair that only others have judged, or whose verdict was taken back', () => {
  const ledger = new MadeLedger();
  ledger.give(0, -1, {}, 2);
  ledger.add(superseding(ledger.give(1, -1), 1));
  const facts = (): never => {
    throw new Error('read before a verdict');
  };
  expect(judgedPairOf(ledger.fold, madeId(0), facts)).toBeNull();
  expect(judgedPairOf(ledger.fold, madeId(1), facts)).toBeNull();
  ledger.give(0, -1);
  expect(() => judgedPairOf(ledger.fold, madeId(0), facts)).toThrow('read before a verdict');
});
