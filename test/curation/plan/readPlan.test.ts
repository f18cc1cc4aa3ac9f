import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanError } from '../../../src/curation/plan/PlanError';
import { readPlan } from '../../../src/curation/plan/readPlan';

const example = readFileSync(new URL('../../../src/curation/plan/example.yaml', import.meta.url), 'utf8');

const least = `plan: tiny
seed: 7
data: { pool: pool.jsonl }
people: { verdicts: 40 }
machines:
  best: { wire: built_in, model: rm }
  embedding: { wire: built_in, model: rm }
`;

function fault(yaml: string): string {
  try {
    readPlan(yaml);
  } catch (error) {
    if (error instanceof PlanError) return error.message;
    throw error;
  }
  return 'none';
}

describe('a plan', () => {
  test("the example holds the paper's eight iterations of 125,000 pairs, a million, and stage 2 without flips", () => {
    const plan = readPlan(example);
    expect(plan.iterations.count * plan.iterations.pairs).toBe(1_000_000);
    expect(plan).toMatchObject({
      seed: '2026',
      clean: { words: 13 },
      retrieval: { threshold: null, examples: 8 },
      sampling: { samples: 8, temperature: 0.7, topP: 0.95 },
      stage2: { band: 0, flip: false, flipAtMost: 1 },
      budget: { calls: null, tokens: 2e10 },
    });
    expect(plan.machines.judges.map(({ model, inFlight }) => [model, inFlight])).toEqual([
      ['judge-one', 64],
      ['judge-two', 64],
    ]);
  });

  test('what the example says beside names, files, machines, people, budgets and prices is what holds without it', () => {
    const [full, short] = [readPlan(example), readPlan(least)];
    for (const name of ['clean', 'iterations', 'retrieval', 'sampling', 'votes', 'stage2'] as const)
      expect(short[name]).toEqual(full[name]);
    expect(short.people).toEqual({ ...full.people, verdicts: 40 });
  });
});

test('a judge counts as one vote, or as much as the plan says', () => {
  const weighted = readPlan(example.replace('model: judge-two,', 'model: judge-two, weight: 0.8,'));
  expect(weighted.machines.judges.map(({ weight }) => weight)).toEqual([1, 0.8]);
  expect(fault(example.replace('embedding: {', 'embedding: { weight: 2,'))).toMatch(
    /"machines.embedding" has "weight"/,
  );
});

test('a registry takes what is trained: its token by name, its tags, and ten minutes of patience', () => {
  expect(readPlan(example).registry).toEqual({
    ...{ server: 'https://assay.example.org', model: 'helpful', keyVariable: 'ASSAY_TOKEN', tags: ['weekly'] },
    patience: 10,
  });
  expect(readPlan(least).registry).toBeNull();
  const registry = 'registry: { server: https://assay.example.org, model: helpful }\n';
  expect(fault(`${least}${registry}`)).toMatch(/^Line 8: "registry" takes the model that the plan trains/);
  const final = least.replace('machines:', 'machines:\n  final: final.yaml');
  expect(readPlan(`${final}${registry}`).registry).toMatchObject({ keyVariable: null, tags: [], patience: 10 });
  expect(fault(example.replace('[weekly]', '[adopted]'))).toMatch(/The tag "adopted" is set by a person in the studio/);
  expect(fault(example.replace('ASSAY_TOKEN', 'assay_abc'))).toMatch(/name of an environment variable/);
});

describe('where a plan trains', () => {
  const trains = least
    .replace('machines:\n  best: { wire: built_in, model: rm }', 'machines:\n  training: run.yaml')
    .replace('pool: pool.jsonl', 'start: start.jsonl, pool: pool.jsonl');
  const training = (words: string, plan = trains) => fault(`${plan}training: ${words}\n`);

  test('by processes of this machine unless it says otherwise, and scores by the engine built in', () => {
    expect(readPlan(trains).training).toEqual({
      ...{ engine: 'local', address: null, keyVariable: null, resources: [], everyNode: false, home: null, runs: null },
      ...{ scoring: 'built_in', precision: 'float32', batch: 16, workers: 1 },
    });
  });

  test('each engine has its own settings', () => {
    expect(training("{ engine: ray, address: 'https://ray.example.org', keyVariable: RAY_KEY, workers: 8 }")).toBe(
      'none',
    );
    expect(training("{ engine: slurm, resources: ['--partition=gpu', --exclusive], everyNode: yes }")).toBe('none');
    expect(training('{ scoring: job, precision: bfloat16, batch: 64, runs: /shared/runs, home: /opt/assay }')).toBe(
      'none',
    );
  });

  test.each<[string, string, RegExp]>([
    ['Ray has no address', '{ engine: ray }', /"training" goes to a Ray cluster; add the "address"/],
    [
      'no engine uses the address',
      "{ address: 'http://a' }",
      /has the engine local, and "address" and "keyVariable" are Ray's/,
    ],
    [
      'no engine uses the key',
      '{ engine: slurm, keyVariable: KEY }',
      /the engine slurm, and "address" and "keyVariable" are Ray's/,
    ],
    [
      'resources are not for Slurm',
      '{ resources: [--gpus=1] }',
      /"resources" and "everyNode" are Slurm's; take them away/,
    ],
    ['the engine is not known', '{ engine: kubernetes }', /"training.engine" must be one of local, ray, slurm/],
    [
      'the token stands in the plan',
      "{ engine: ray, address: 'http://a', keyVariable: secret-token }",
      /name of an environment variable/,
    ],
    ['a password stands in the address', "{ engine: ray, address: 'http://me:pw@a' }", /must be an address like/],
    [
      'an argument is none',
      '{ engine: slurm, resources: [gpu] }',
      /must be an argument of sbatch like --partition=gpu/,
    ],
    [
      'an argument hides another',
      "{ engine: slurm, resources: ['--gpus=1 --wrap=reboot'] }",
      /must be an argument of sbatch/,
    ],
    [
      "an argument is the run's own",
      '{ engine: slurm, resources: [--chdir=/tmp] }',
      /must be an argument of sbatch .* none of .*chdir/,
    ],
  ])('is refused when %s', (_, words, message) => {
    expect(training(words)).toMatch(message);
  });

  test('jobs score what a plan trains, be it the final model alone', () => {
    expect(training('{ scoring: job }', least)).toMatch(/"training.scoring" is "job", and the plan trains no model/);
    expect(training('{ scoring: job }', least.replace('machines:', 'machines:\n  final: final.yaml'))).toBe('none');
  });

  test('vectors come by jobs too, of a machine without an address', () => {
    expect(fault(least.replace('embedding: { wire: built_in', 'embedding: { wire: job'))).toBe('none');
    expect(fault(least.replace('embedding: { wire: built_in', "embedding: { wire: job, address: 'http://a'"))).toMatch(
      /"machines.embedding" runs as a job and has no address/,
    );
  });
});

describe('a plan is refused, with line, rule and what to do, when', () => {
  const edit = (from: string | RegExp, to: string, yaml = example) => fault(yaml.replace(from, to));

  test.each<[string, string, RegExp]>([
    [
      'a setting is misspelt',
      edit('repeats: count', 'repeat: count'),
      /^Line \d+: "retrieval" has "repeat", which is not known\. Known are threshold, repeats/,
    ],
    ['a section is misspelt', edit('votes:', 'vote:'), /^Line \d+: The plan has "vote", which is not known/],
    [
      'a word is none of those allowed',
      edit('arrival: even', 'arrival: slowly'),
      /"iterations.arrival" must be one of even, at_once; it is "slowly"/,
    ],
    [
      'a number is out of range',
      edit('overlap: 0.1', 'overlap: 2'),
      /"people.overlap" must be a number from 0 to 1; it is "2"/,
    ],
    [
      'a number is none',
      edit('samples: 8', 'samples: many'),
      /"sampling.samples" must be a whole number from 1 to 128; it is "many"/,
    ],
    ['a count is a fraction', edit('count: 8', 'count: 7.5'), /"iterations.count" must be a whole number/],
    [
      'more than eight examples are asked for',
      edit('examples: 8', 'examples: 9'),
      /"retrieval.examples" must be a whole number from 0 to 8/,
    ],
    ['the seed lacks', edit('seed: 7\n', '', least), /^Line 1: The plan lacks "seed"\. Add a line "seed: \.\.\."/],
    ['the pool lacks', edit('pool: pool.jsonl', 'start: x', least), /"data.pool" must name 1 or more; it names 0/],
    ['there is no reward model', edit(/ {2}best: .*\n/, '', least), /"machines" has no reward model/],
    [
      'stage 2 has no gold model',
      edit('{ pool: pool.jsonl }', '{ pool: p, wild: w }', least),
      /Stage 2 needs a gold model/,
    ],
    [
      'a reward model is both trained and served',
      edit('machines:', 'machines:\n  gold: { wire: built_in, model: x }'),
      /Take "best" and "gold" away, or "training"/,
    ],
    ['training has nothing to begin with', edit(/ {2}start: .*\n/, ''), /"data.start" is empty/],
    ['a judge stands twice', edit('model: judge-two', 'model: judge-one'), /The judge judge-one@1 stands twice/],
    [
      'more judges must vote than there are',
      edit('fewestModels: 1', 'fewestModels: 3'),
      /"votes.fewestModels" is 3, and the plan has 2 judges/,
    ],
    ['more samples are needed than given', edit('fewestSamples: 1', 'fewestSamples: 9'), /"votes.fewestSamples" is 9/],
    [
      'a machine is served without an address',
      edit('wire: built_in, model: rm', 'model: rm', least),
      /"machines.best" is served; add its "address"/,
    ],
    [
      'a built-in machine has an address',
      edit('wire: built_in, model: rm', 'wire: built_in, model: rm, address: "http://a"', least),
      /built in and has no address/,
    ],
    ['an address holds a password', edit('http://localhost:8001', 'http://me:secret@host'), /must be an address like/],
    [
      'a key stands in the plan',
      edit('keyVariable: JUDGE_KEY', 'keyVariable: sk-1234'),
      /must be the name of an environment variable/,
    ],
    ['it is no YAML', edit('plan: example', 'plan: [example'), /The plan cannot be read as YAML/],
    ['it is empty', fault(''), /^Line 1: The plan must be a list of "name: value" lines; it is empty/],
    ['it uses an alias', edit("seed: '2026'", "seed: &a '2026'"), /Anchors and aliases are not read/],
  ])('%s', (_, message, expected) => {
    expect(message).toMatch(expected);
    expect(message).toMatch(/^Line \d+: /);
  });

  test('the line is that of the mistake', () => {
    const line = example.split('\n').findIndex((text) => text.includes('overlap:')) + 1;
    expect(edit('overlap: 0.1', 'overlap: x')).toMatch(new RegExp(`^Line ${String(line)}: `));
  });

  test('whatever arrives, it is a plan or a PlanError', () => {
    const lines = example.split('\n');
    const cut = fc.tuple(fc.nat(lines.length), fc.nat(lines.length), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(cut, ([from, to, text]) => {
        fault([...lines.slice(0, from), text, ...lines.slice(to)].join('\n'));
      }),
    );
  });
});
