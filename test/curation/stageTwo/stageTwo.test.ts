import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideRow, needsJudges, type StageTwoRow } from '../../../src/curation/stageTwo/decideRow';
import { decideRows, rowsForJudges } from '../../../src/curation/stageTwo/decideRows';
import { recycledLabels } from '../../../src/curation/stageTwo/recycledLabels';
import { stageTwoBits, voteCodes } from '../../../src/curation/stageTwo/stageTwoBits';
import type { StageTwoColumns } from '../../../src/curation/stageTwo/StageTwoColumns';
import { StageTwoCounts } from '../../../src/curation/stageTwo/StageTwoCounts';
import { barsOf, usualStageTwo, type StageTwoSettings } from '../../../src/curation/stageTwo/StageTwoSettings';
import type { Vote } from '../../../src/curation/votes/Vote';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { margin } from '../../../src/rewards/margin';
import { sigmoid } from '../../../src/rewards/sigmoid';

const bars = barsOf(usualStageTwo);
const flipping = barsOf({ ...usualStageTwo, flip: true });
const isSet = (bits: number, bit: keyof typeof stageTwoBits) => (bits & stageTwoBits[bit]) !== 0;
const row = (gold: number, best: number, vote: Vote = 'abstain', original: StageTwoRow['original'] = 'first') => ({
  goldMargin: gold,
  bestMargin: best,
  vote,
  original,
});

describe('keep = gold and (best or the judges agree)', () => {
  test.each<[string, StageTwoRow, boolean]>([
    ['gold and best', row(1, 1), true],
    ['gold and the judges', row(1, -1, 'first'), true],
    ['gold, best and the judges against it', row(1, 1, 'second'), true],
    ['gold alone, the judges abstain', row(1, -1), false],
    ['gold alone, the judges say otherwise', row(1, -1, 'second'), false],
    ['best and the judges without gold', row(-1, 1, 'first'), false],
    ['nobody', row(-1, -1, 'second'), false],
    ['gold at exactly 0.5', row(0, 1, 'first'), false],
    ['best at exactly 0.5', row(1, 0), false],
  ])('%s', (_, given, kept) => {
    const bits = decideRow(given, bars);
    expect([isSet(bits, 'kept'), isSet(bits, 'decided')]).toEqual([kept, true]);
    expect(isSet(decideRow(given, flipping), 'flipped')).toBe(!kept);
    expect(isSet(bits, 'flipped')).toBe(false);
  });

  test("the README's example, the right answer chosen, is kept by Llama-3.1-8B and Qwen3-0.6B, and flipped where it was rejected", () => {
    const right = row(margin(23, 3.59375, labelCodes.first), margin(7.875, 0.9453, labelCodes.first));
    expect(isSet(decideRow(right, flipping), 'kept')).toBe(true);
    const wrong = row(
      margin(23, 3.59375, labelCodes.second),
      margin(7.875, 0.9453, labelCodes.second),
      'first',
      'second',
    );
    const bits = decideRow(wrong, flipping);
    expect(isSet(bits, 'flipped')).toBe(true);
    const into = new Uint8Array(1);
    recycledLabels(Uint8Array.of(labelCodes.second), Uint8Array.of(bits), into);
    expect(into[0]).toBe(labelCodes.first);
  });

  test('a row without a label or a reward is neither kept nor flipped', () => {
    for (const given of [row(NaN, 1), row(1, NaN, 'first'), row(1, 1, 'first', null)])
      expect(decideRow(given, flipping)).toBe(0);
  });

  test('a band asks more of the best model: p above 0.5 and the band', () => {
    const banded = barsOf({ ...usualStageTwo, band: 0.1 });
    const at = (p: number) => row(1, Math.log(p / (1 - p)));
    expect([0.55, 0.6 - 1e-9, 0.6 + 1e-9].map((p) => isSet(decideRow(at(p), banded), 'kept'))).toEqual([
      false,
      false,
      true,
    ]);
    expect([0.55, 0.65].map((p) => needsJudges(at(p), banded))).toEqual([true, false]);
  });

  test('flipping can be kept to pairs of which the gold model is sure', () => {
    const sure = barsOf({ band: 0, flip: true, flipAtMost: 0.1 });
    expect(
      [row(-3, -1), row(-1, -1), row(1, -1, 'second')].map((given) => isSet(decideRow(given, sure), 'flipped')),
    ).toEqual([true, false, false]);
  });

  test.each([{ band: 0.5 }, { band: -0.1 }, { band: NaN }, { flipAtMost: 1.1 }])(
    'the setting %o is refused',
    (wrong) => {
      expect(() => barsOf({ ...usualStageTwo, ...wrong })).toThrow(RangeError);
    },
  );
});

interface Generated {
  label: number;
  rewards: [number, number, number, number];
  vote: Vote;
}

const reward = fc.oneof(fc.float({ min: -40, max: 40, noNaN: true }), fc.constantFrom(0, 1, NaN));
const generated: fc.Arbitrary<Generated> = fc.record({
  label: fc.constantFrom(...Object.values(labelCodes)),
  rewards: fc.tuple(reward, reward, reward, reward),
  vote: fc.constantFrom<Vote>('first', 'second', 'abstain'),
});
const settings: fc.Arbitrary<StageTwoSettings> = fc.record({
  band: fc.constantFrom(0, 0.05, 0.3),
  flip: fc.boolean(),
  flipAtMost: fc.constantFrom(0, 0.2, 0.5, 1),
});

function columnsOf(rows: readonly Generated[]): StageTwoColumns {
  const column = (n: number) => Float32Array.from(rows, ({ rewards }) => rewards[n] ?? NaN);
  return {
    labels: Uint8Array.from(rows, ({ label }) => label),
    bestFirst: column(0),
    bestSecond: column(1),
    goldFirst: column(2),
    goldSecond: column(3),
    votes: Uint8Array.from(rows, ({ vote }) => voteCodes[vote]),
  };
}

function rowsOf(rows: readonly Generated[]): StageTwoRow[] {
  const original = (label: number) =>
    label === labelCodes.first ? 'first' : label === labelCodes.second ? 'second' : null;
  return rows.map(({ label, rewards: [a, b, c, d], vote }) => ({
    original: original(label),
    bestMargin: margin(a, b, label),
    goldMargin: margin(c, d, label),
    vote,
  }));
}

describe('over columns', () => {
  test('a chunk gives what its rows give one by one, with any settings', () => {
    fc.assert(
      fc.property(fc.array(generated, { maxLength: 50 }), settings, (rows, chosen) => {
        const [columns, limits] = [columnsOf(rows), barsOf(chosen)];
        const bits = new Uint8Array(rows.length);
        decideRows(columns, limits, bits);
        expect([...bits]).toEqual(rowsOf(rows).map((one) => decideRow(one, limits)));
        const asked = rowsOf(rows).flatMap((one, at) => (needsJudges(one, limits) ? [at] : []));
        expect([...rowsForJudges(bits)]).toEqual(asked);
      }),
      { numRuns: 300 },
    );
  });

  test('the margins decide as the probabilities of the paper would', () => {
    fc.assert(
      fc.property(fc.array(generated, { maxLength: 30 }), (rows) => {
        for (const { original, bestMargin, goldMargin, vote } of rowsOf(rows)) {
          const [best, gold] = [sigmoid(bestMargin), sigmoid(goldMargin)];
          // Below 1e-15 the margin has a sign and the sigmoid is 0.5.
          fc.pre([bestMargin, goldMargin].every((one) => one === 0 || Math.abs(one) > 1e-15 || Number.isNaN(one)));
          const keep = original !== null && !Number.isNaN(best) && gold > 0.5 && (best > 0.5 || vote === original);
          expect(isSet(decideRow({ original, bestMargin, goldMargin, vote }, bars), 'kept')).toBe(keep);
        }
      }),
    );
  });

  test('responses in the other order, with label and vote, change nothing', () => {
    const swapped = ({ label, rewards: [a, b, c, d], vote }: Generated): Generated => ({
      label: [0, 2, 1, 3, 4][label] ?? 0,
      rewards: [b, a, d, c],
      vote: vote === 'first' ? 'second' : vote === 'second' ? 'first' : vote,
    });
    fc.assert(
      fc.property(fc.array(generated), (rows) => {
        const [one, other] = [new Uint8Array(rows.length), new Uint8Array(rows.length)];
        decideRows(columnsOf(rows), flipping, one);
        decideRows(columnsOf(rows.map(swapped)), flipping, other);
        expect(other).toEqual(one);
      }),
    );
  });

  test('judges asked about further rows change no outcome where the gold model does not agree or the best one does', () => {
    fc.assert(
      fc.property(fc.array(generated), (rows) => {
        const [columns, all, few] = [columnsOf(rows), new Uint8Array(rows.length), new Uint8Array(rows.length)];
        decideRows(columns, bars, all);
        const asked = new Set(rowsForJudges(all));
        decideRows(
          { ...columns, votes: columns.votes.map((vote, at) => (asked.has(at) ? vote : voteCodes.abstain)) },
          bars,
          few,
        );
        const kept = (bits: Uint8Array) => [...bits].map((one) => isSet(one, 'kept'));
        expect(kept(few)).toEqual(kept(all));
      }),
    );
  });

  test('counts add up, and each label leaves as itself, swapped or not at all', () => {
    fc.assert(
      fc.property(fc.array(generated), settings, (rows, chosen) => {
        const [columns, bits, labels] = [columnsOf(rows), new Uint8Array(rows.length), new Uint8Array(rows.length)];
        decideRows(columns, barsOf(chosen), bits);
        recycledLabels(columns.labels, bits, labels);
        const counts = new StageTwoCounts();
        counts.add(bits.subarray(0, 3));
        counts.add(bits.subarray(3));
        expect(counts.kept + counts.discarded + counts.undecided).toBe(rows.length);
        expect(counts.rows).toBe(rows.length);
        expect(labels.filter((label) => label !== labelCodes.none)).toHaveLength(counts.kept + counts.flipped);
        expect(labels.filter((label, at) => label !== labelCodes.none && label !== columns.labels[at])).toHaveLength(
          counts.flipped,
        );
        expect(counts.keptByJudges).toBeLessThanOrEqual(counts.kept);
      }),
    );
  });
});
