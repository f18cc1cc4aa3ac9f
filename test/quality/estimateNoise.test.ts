import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelCodes } from '../../src/pairs/PairIndex';
import { reasonCode } from '../../src/queue/Queue';
import { orderQueue } from '../../src/queue/orderQueue';
import { byLabel } from '../../src/queue/orders/byLabel';
import { randomKey, seedWord } from '../../src/queue/randomKey';
import { estimateNoise } from '../../src/quality/estimateNoise';
import { finiteInterval } from '../../src/quality/finiteInterval';
import type { JudgedPair } from '../../src/quality/JudgedPair';
import type { Share } from '../../src/quality/Share';
import { stopWords } from '../../src/quality/stopWords';
import { whenToStop } from '../../src/quality/whenToStop';
import { verdictStates } from '../../src/verdicts/verdictState';
import { wilson } from '../../src/rewards/wilson';
import { madeIndex } from '../rewards/madeIndex';
import { seededNumbers } from '../support/seededNumbers';
import { MadeLedger } from './madeLedger';

const { first, second, tie } = labelCodes;
const counts = (share: Share) => (share.kind === 'share' ? [share.hits, share.of] : share.why);
const random = { queueReason: 'random' };

describe('of the pairs drawn at random', () => {
  test('wrong are those whose verdict prefers the rejected response; what cannot be decided is left out and counted', () => {
    const ledger = new MadeLedger();
    ledger.give(0, -1, random); // right
    ledger.give(1, 2, random); // wrong
    ledger.give(2, 0, random); // a tie
    ledger.give(3, { kind: 'both_bad' }, random);
    ledger.give(4, { kind: 'undecidable' }, random);
    ledger.give(5, { kind: 'divergent' }, random);
    ledger.give(6, { kind: 'skip' }, random);
    ledger.give(7, 1, { ...random, visibility: 'revealed' });
    ledger.give(8, 1, { queueReason: 'disagreement' }); // not drawn
    ledger.give(9, 1, random); // the source chooses none
    const facts = (pair: number) => ({ label: pair === 9 ? tie : first });
    const noise = estimateNoise(ledger.all(10, facts), { rows: 1000, population: 1000, target: 0.02 });
    expect(noise.drawn).toBe(8);
    expect(noise.left).toEqual({ putOff: 1, revealed: 1, undecidable: 1, divergent: 1 });
    expect(counts(noise.wrong)).toEqual([1, 4]);
    expect(counts(noise.unsupported)).toEqual([3, 4]);
  });

  test('the blind verdict counts, not what it was revised to; and what the pair was drawn for first, not where it came again', () => {
    const ledger = new MadeLedger();
    ledger.give(0, 1, random);
    ledger.give(0, -1, { ...random, visibility: 'revealed' });
    ledger.give(1, { kind: 'skip' }, random);
    ledger.give(1, -1, { queueReason: 'low_margin' });
    ledger.give(2, -1, { queueReason: 'low_margin' });
    ledger.give(2, -1, { ...random, occasion: 'repeat' });
    const noise = estimateNoise(
      ledger.all(3, () => ({ label: first })),
      { rows: 3, population: 3, target: 0.02 },
    );
    expect(counts(noise.wrong)).toEqual([1, 2]);
  });

  test('without any there is no share, and it says what is needed', () => {
    const noise = estimateNoise([], { rows: 10, population: 10, target: 0.02 });
    expect(counts(noise.wrong)).toMatch(/No pair of the random sample/);
    expect(noise.stop).toBeNull();
  });
});

describe('the interval', () => {
  test("is Wilson's in a population without end, exact once all pairs are in the sample, and narrower in between", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.nat(400),
        fc.integer({ min: 1, max: 5000 }),
        (n, hits, beyond) => {
          const share = Math.min(hits, n) / n;
          const [wide, narrow] = [wilson(Math.min(hits, n), n), finiteInterval(share, n, n + beyond)];
          expect(narrow.low).toBeGreaterThanOrEqual(wide.low - 1e-12);
          expect(narrow.high).toBeLessThanOrEqual(wide.high + 1e-12);
          expect(finiteInterval(share, n, n)).toEqual({ low: share, high: share });
          expect(finiteInterval(share, n, 1e12).high).toBeCloseTo(wide.high, 6);
        },
      ),
    );
  });
});

describe('the stop rule', () => {
  const halfWidth = (share: number, n: number, population: number) => {
    const { low, high } = finiteInterval(share, n, population);
    return (high - low) / 2;
  };

  test('names the fewest further pairs: so many reach the target, one fewer does not', () => {
    fc.assert(
      fc.property(
        ...[fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 3000 }), fc.nat(20_000)],
        fc.double({ min: 0.005, max: 0.2, noNaN: true }),
        (share, n, beyond, target) => {
          const { more } = whenToStop(share, n, n + beyond, target);
          expect(halfWidth(share, n + more, n + beyond)).toBeLessThanOrEqual(target);
          if (more > 0) expect(halfWidth(share, n + more - 1, n + beyond)).toBeGreaterThan(target);
        },
      ),
    );
  });

  test('says it in words', () => {
    const rule = { target: 0.02, halfWidth: 0.026, more: 60 };
    const queue = { randomShare: 0.1, left: 5000 };
    expect(stopWords(rule, queue)).toBe(
      '60 more pairs of the random sample would bring it under 2 points: about 600 verdicts, as the queue draws them.',
    );
    expect(stopWords({ ...rule, more: 0, halfWidth: 0.0149 }, queue)).toContain('within 1.5 points');
    expect(stopWords(rule, { ...queue, left: 500 })).toContain('only 500 pairs left; its order "random"');
    expect(stopWords(rule, { ...queue, left: 50 })).toContain('only 50 are left');
    expect(stopWords(rule, { ...queue, randomShare: 0 })).toContain('draws none at random');
  });
});

interface PandaRow {
  annotator1: number;
  annotator2: number;
  annotator3: number;
}
interface VoteRow {
  winner: string;
}

/** What real people prefer of real pairs: PandaLM's pairs with a majority, and MT-bench votes, ties left out. True: the first. */
function realVotes(): boolean[] {
  const read = (name: string) => readFileSync(new URL(`../../public/samples/${name}`, import.meta.url), 'utf8');
  const panda = (JSON.parse(read('pandalm.json')) as PandaRow[]).flatMap(({ annotator1, annotator2, annotator3 }) => {
    const votes = [annotator1, annotator2, annotator3];
    const winner = [1, 2].find((side) => votes.filter((vote) => vote === side).length >= 2);
    return winner ? [winner === 1] : [];
  });
  const lines = read('mt-bench-human.jsonl').trim().split('\n');
  const votes = lines.map((line) => (JSON.parse(line) as VoteRow).winner).filter((winner) => winner !== 'tie');
  return [...panda, ...votes.map((winner) => winner === 'model_a')];
}

describe('with 20 % of the labels of real votes flipped', () => {
  const votes = realVotes();
  const flips = Math.round(0.2 * votes.length);
  const made = madeIndex(votes.map(() => ({})));
  const verdictFor = [1, -1].map((strength) => new MadeLedger().give(0, strength as 1 | -1) as JudgedPair['first']);

  /** How pairs are met: by label against model throughout, or by the order "random" from some verdict on. */
  interface Session {
    verdicts: number;
    randomFrom: number;
    /** Which seed the places in the random order are known by: that of the queue, another device's, or none. */
    places: 'own' | 'other' | 'none';
    /** Takes every verdict for one of the random stratum. */
    trustsAll?: boolean;
  }

  /** One data set with flipped labels, judged through the real queue; the votes are the verdicts. */
  function simulate(seed: number, { verdicts, randomFrom, places, trustsAll = false }: Session): Share {
    const draw = seededNumbers(seed);
    const order = votes.map((_, row) => ({ row, key: draw() })).sort((a, b) => a.key - b.key);
    const flipped = new Set(order.slice(0, flips).map(({ row }) => row));
    const labels = Uint8Array.from(votes, (isFirst, row) => (isFirst !== flipped.has(row) ? first : second));
    // A model that leans to the truth, so that the order by disagreement is full of wrong labels.
    const rewards = Float64Array.from(votes, (isFirst) => (isFirst ? 1 : -1) + 3 * (draw() - 0.5));
    const ranking = byLabel({ ...made, labels }, { first: rewards, second: new Float64Array(votes.length) });
    const states = new Uint8Array(votes.length);
    const word = seedWord(places === 'other' ? 'another device' : String(seed));
    const judge = (count: number, randomShare: number): JudgedPair[] => {
      const { rows, reasons } = orderQueue({ index: made, ranking, verdicts: states, seed: String(seed), randomShare });
      return Array.from(rows.subarray(0, count), (row, at) => {
        states[row] = verdictStates.gold;
        const verdict = verdictFor[Number(votes[row])] as JudgedPair['first'];
        const none = { revealed: null, repeats: [], corrected: false, known: null, margin: NaN, category: '' };
        const drawn = trustsAll || reasons[at] === reasonCode.random;
        const place = places === 'none' ? NaN : randomKey(made.pairIds, row, word) / 2 ** 32;
        return { ...none, label: labels[row] ?? 0, drawn, place, first: verdict, blind: verdict };
      });
    };
    const judged = [...judge(randomFrom, 0.1), ...judge(verdicts - randomFrom, 1)];
    return estimateNoise(judged, { rows: votes.length, population: votes.length, target: 0.02 }).wrong;
  }

  function coverage(simulations: number, session: Session): number {
    let covered = 0;
    for (let seed = 1; seed <= simulations; seed++) {
      const wrong = simulate(seed, session);
      const truth = flips / votes.length;
      if (wrong.kind === 'share' && wrong.interval.low <= truth && truth <= wrong.interval.high) covered++;
    }
    return covered;
  }

  /** So many intervals of 95 % cover as often as 99.9 % of such runs do: within 3.3 standard deviations of the mean. */
  function expectStatedRate(covered: number, simulations: number): void {
    const spread = 3.3 * Math.sqrt(simulations * 0.95 * 0.05);
    expect(covered).toBeGreaterThanOrEqual(Math.floor(0.95 * simulations - spread));
    expect(covered).toBeLessThanOrEqual(Math.ceil(0.95 * simulations + spread));
  }

  test('the interval covers the truth as often as it states, over 500 simulations', { timeout: 60_000 }, () => {
    expectStatedRate(coverage(500, { verdicts: 800, randomFrom: 800, places: 'own' }), 500);
  });

  test('also where disagreements were judged first and the order "random" was chosen then', { timeout: 60_000 }, () => {
    const session = { verdicts: 700, randomFrom: 600 };
    expectStatedRate(coverage(200, { ...session, places: 'own' }), 200);
    // Those drawn alone are not enough there: the disagreements are missing among them.
    expect(coverage(100, { ...session, places: 'none' })).toBeLessThan(70);
  });

  test("places by another device's seed are noticed: then those drawn count alone", { timeout: 60_000 }, () => {
    const session = { verdicts: 300, randomFrom: 300 };
    for (let seed = 1; seed <= 20; seed++)
      expect(simulate(seed, { ...session, places: 'other' })).toEqual(simulate(seed, { ...session, places: 'none' }));
  });

  test('taken from all verdicts it misses the truth nearly always', { timeout: 60_000 }, () => {
    expect(coverage(50, { verdicts: 800, randomFrom: 800, places: 'none', trustsAll: true })).toBeLessThan(5);
  });
});
