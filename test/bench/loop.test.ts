import { beforeAll, describe, expect, it } from 'vitest';
import { HeadTrainer, type Signs } from '../../bench/loop/HeadTrainer';
import { intervalPlot } from '../../bench/loop/intervalPlot';
import type { LoopPair } from '../../bench/loop/LoopPair';
import { judges as usualJudges } from '../../bench/loop/LoopSetting';
import { plantNoise } from '../../bench/loop/plantNoise';
import { runTrial } from '../../bench/loop/runTrial';
import { SimulatedJudges, type JudgeLeanings } from '../../bench/loop/SimulatedJudges';
import { splitPairs } from '../../bench/loop/splitPairs';
import { stageOne } from '../../bench/loop/stageOne';
import { chooseByErrors, chooseLowMargin, chooseRandom } from '../../bench/loop/strategies';
import type { Trial } from '../../bench/loop/Trial';
import { seededNumbers } from '../support/seededNumbers';

const width = 12;
const seed = '1';

/** Pairs whose truth is the sign of their first number; three of a prompt, prompts of two kinds. */
function madePairs(count: number): LoopPair[] {
  const draw = seededNumbers(3);
  return Array.from({ length: count }, (_, row) => {
    const difference = Float64Array.from({ length: width }, () => draw() - 0.5);
    const prompt = Math.floor(row / 3);
    return {
      ...{ id: `pair-${row}`, prompt: `prompt-${prompt}`, group: `prompt-${prompt}`, difference },
      length: draw() - 0.5,
      voted: (difference[0] ?? 0) > 0 ? 1 : -1,
      embedding: Float32Array.of(prompt % 2 === 0 ? 1 : 0, prompt % 2 === 0 ? 0 : 1),
    };
  });
}

const pairs = madePairs(600);
const truth: Signs = Int8Array.from(pairs, ({ voted }) => voted);
const rows = [...pairs.keys()];
const blank: JudgeLeanings = { truth: 0, length: 0, shared: 0, own: 0, place: 0 };
let trial: Trial;

beforeAll(() => {
  const sides = splitPairs(pairs, seed);
  const pool = [...sides.unverified, ...sides.wild];
  trial = {
    ...{ seed, pairs, truth, ...sides, personError: 0.1, budget: 60 },
    trainer: new HeadTrainer(pairs),
    source: plantNoise({ noise: 'symmetric', wrong: 0.2 }, pairs, truth, pool, seed),
    judges: new SimulatedJudges(pairs, truth, usualJudges.usual, seed),
  };
});

describe('what the bench of the loop simulates', () => {
  it.each(['symmetric', 'length'] as const)('plants a fifth of wrong labels (%s)', (noise) => {
    const source = plantNoise({ noise, wrong: 0.2 }, pairs, truth, rows, seed);
    const wrong = rows.filter((row) => source[row] !== truth[row]);
    expect(wrong.length / rows.length).toBeGreaterThan(0.15);
    expect(wrong.length / rows.length).toBeLessThan(0.25);
    const longer = wrong.filter((row) => (source[row] ?? 0) * (pairs[row]?.length ?? 0) > 0);
    if (noise === 'length') expect(longer).toHaveLength(wrong.length);
    else expect(longer.length).toBeLessThan(0.7 * wrong.length);
  });

  it('has judges that err more where the shorter response is right, and that say the same when asked again', () => {
    const judges = new SimulatedJudges(pairs, truth, usualJudges.usual, seed);
    const right = (side: number): number => {
      const some = rows.filter((row) => (truth[row] ?? 0) * (pairs[row]?.length ?? 0) * side > 0.1);
      const sign = (row: number) => ({ first: 1, second: -1, abstain: 0 })[judges.vote(row).vote];
      return some.filter((row) => sign(row) === truth[row]).length / some.length;
    };
    expect(right(1)).toBeGreaterThan(right(-1));
    const again = new SimulatedJudges(pairs, truth, usualJudges.usual, seed);
    for (const row of rows.slice(0, 40).reverse()) expect(again.vote(row)).toEqual(judges.vote(row));
  });

  it('has judges whose liking for one place is no vote, since half of the samples are swapped', () => {
    const judges = new SimulatedJudges(pairs, truth, { ...blank, place: 30 }, seed);
    expect(new Set(rows.map((row) => judges.vote(row).vote))).toEqual(new Set(['abstain']));
  });

  it('parts pairs so that no prompt is on two sides', () => {
    const sides = splitPairs(pairs, seed);
    const groups = Object.values(sides).map((side) => new Set(side.map((row) => pairs[row]?.group)));
    expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(200);
  });
});

describe('the strategies of the bench', () => {
  it('look for pairs like those on which the model is wrong', () => {
    const [even, odd] = [0, 3];
    const free = rows.slice(6);
    const gold = [
      { row: even, margin: -2 },
      { row: odd, margin: 9 },
    ];
    const found = chooseByErrors({ pairs, free, gold, margins: new Float64Array(600), most: 8, seed });
    expect(found).toHaveLength(8);
    const kinds = found.map((row) => pairs[row]?.embedding[0]);
    expect(kinds).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it.each([chooseRandom, chooseLowMargin, chooseByErrors])('spend the same verdicts of people (%#)', (choose) => {
    const { people, silver } = stageOne(trial, choose, false);
    expect(people.size).toBeLessThanOrEqual(60);
    expect(people.size).toBeGreaterThan(45);
    expect(silver.size).toBe(0);
    for (const row of people.keys()) expect(trial.unverified).toContain(row);
  });

  it('leave what they say they leave, where the model can learn the truth', () => {
    const { outcomes, filters } = runTrial(trial);
    expect(outcomes.truth).toMatchObject({ labels: 1, labelled: 1 });
    expect(outcomes.none.labels).toBeCloseTo(0.8, 1);
    expect(outcomes.random.labels).toBeGreaterThan(outcomes.none.labels);
    expect(outcomes.full_loop.labelled).toBeLessThan(outcomes.recycled.labelled);
    // Best and gold model agree by more than chance on what is right, so what they keep is better than the pool.
    expect(filters.both.keep).toBeGreaterThan(0.85);
    expect(filters.both.kept).toBeLessThan(Math.min(filters.best.kept, filters.gold.kept));
    expect(outcomes.truth.model).toBeGreaterThan(0.85);
  });
});

describe('the plots of the bench', () => {
  it('stand alone, say what they show, and have both themes', () => {
    const estimate = { mean: 0.5, low: 0.4, high: 0.6 };
    const panels = [{ name: 'a < b', rows: [{ name: 'one', estimate, beside: 0.9 }] }];
    const svg = intervalPlot({ title: 'T', description: 'D & more', axis: 'percent', beside: 'the paper', panels });
    expect(svg).toContain('<title id="title">T</title>');
    expect(svg).toContain('<desc id="description">D &amp; more</desc>');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).toContain('a &lt; b');
    expect(svg).not.toMatch(/<script|href|NaN|undefined/);
  });
});
