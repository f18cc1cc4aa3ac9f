import { describe, expect, it } from 'vitest';
import { exportPairs } from '../../src/pairs/export/exportPairs';
import { profiles, type ProfileName } from '../../src/pairs/export/profiles/profiles';
import type { ExportOptions } from '../../src/pairs/export/ExportOptions';
import type { PairToExport } from '../../src/pairs/export/PairToExport';
import type { Message } from '../../src/pairs/Message';
import type { Choice } from '../../src/verdicts/VerdictEvent';
import {
  assistant,
  bytesOf,
  given,
  pairFrom,
  prefer,
  prepare,
  rowsOf,
  textOf,
  user,
  variedPairs,
} from './support/exportCases';

const pair = (at: number, label: Parameters<typeof pairFrom>[3] = null, source = 'demo') =>
  pairFrom([user(`Question ${at}?`)], [assistant(`One ${at}.`)], [assistant(`Two ${at}.`)], label, source);
const outcomes = async (pairs: PairToExport[], options: Partial<ExportOptions>) => {
  const { files } = await prepare(pairs, { profile: 'jsonl', options });
  return (await rowsOf(files[0])).map(({ label, label_origin }) => [label, label_origin]);
};
const reasons = (prepared: Awaited<ReturnType<typeof prepare>>) =>
  Object.fromEntries(prepared.stayOut.map(({ reason, pairs }) => [reason, pairs]));

describe('which labels leave', () => {
  const both = given(pair(1, 'first'), [{ choice: prefer(2) }], prefer(-1));
  const machine = given(pair(1, 'second'), [], prefer(-1));
  const skipped = given(pair(1, 'first'), [{ choice: { kind: 'skip' } }]);

  it.each([
    [both, 'gold', 'second', 'gold'],
    [both, 'silver', 'first', 'silver'],
    [both, 'original', 'first', 'original'],
    [both, 'corrected', 'second', 'gold'],
    [machine, 'gold', null, null],
    [machine, 'gold and silver', 'first', 'silver'],
    [machine, 'corrected', 'first', 'silver'],
    [skipped, 'corrected', 'first', 'original'],
  ] as const)('%#: of the kinds asked for, the first that the pair has', async (one, labels, outcome, origin) => {
    expect(await outcomes([one], { labels })).toEqual([[outcome, origin]]);
  });

  it('a gold tie is not talked over by the source', async () => {
    const prepared = await prepare([given(pair(1, 'first'), [{ choice: prefer(0) }])], {
      profile: 'trl-dpo',
      options: { labels: 'corrected' },
    });
    expect([prepared.rows, reasons(prepared)]).toEqual([0, { tie: 1 }]);
  });

  const votes = (...choices: Choice[]) => [
    given(
      pair(1),
      choices.map((choice, at) => ({ choice, client: `c${at}` })),
    ),
  ];

  it.each([
    ['newest', votes(prefer(-1), prefer(-2), prefer(1)), 'second'],
    ['majority', votes(prefer(-1), prefer(-2), prefer(1)), 'first'],
    ['unanimous', votes(prefer(-1), prefer(-2), prefer(1)), 'divided'],
    ['unanimous', votes(prefer(-1), prefer(-3)), 'first'],
    ['majority', votes(prefer(-1), prefer(1)), 'divided'],
    ['majority', votes(prefer(-1), { kind: 'skip' }), 'first'],
    ['majority', votes({ kind: 'both_bad' }, { kind: 'both_bad' }, prefer(1)), 'both_bad'],
  ] as const)('%s of %#', async (annotators, pairs, outcome) => {
    expect(await outcomes([...pairs], { annotators })).toEqual([[outcome, 'gold']]);
  });

  it('a majority has the middling strength of those who agree, and the share of all votes', async () => {
    const { files } = await prepare(votes(prefer(-3), prefer(-2), prefer(-1), prefer(0)), {
      profile: 'jsonl',
      options: { annotators: 'majority' },
    });
    expect(await rowsOf(files[0])).toMatchObject([{ strength: -2, first_share: 0.875, annotators: 4 }]);
  });

  it('the same pair from two data sets leaves once, and not at all where they say the opposite', async () => {
    const twice = [given(pair(1, 'first', 'a')), given(pair(1, 'first', 'b'))];
    const options = { labels: 'original' } as const;
    const same = await prepare(twice, { profile: 'trl-dpo', options });
    expect([same.rows, reasons(same)]).toEqual([1, { twice: 1 }]);
    const opposite = await prepare([...twice, given(pair(1, 'second', 'c'))], { profile: 'trl-dpo', options });
    expect([opposite.rows, reasons(opposite)]).toEqual([0, { opposite: 3 }]);
    expect((await prepare(twice, { profile: 'jsonl', options })).rows).toBe(2);
    const ties = [given(pair(1, 'tie', 'a')), given(pair(1, 'tie', 'b')), given(pair(1, null, 'c'))];
    const soft = await prepare(ties, { profile: 'trl-dpo', options: { ...options, softLabels: true } });
    expect([soft.softRows, reasons(soft)]).toEqual([1, { tie: 1, twice: 1, unlabelled: 1 }]);
  });

  it('a verdict that was not given stops an export that counts annotators', async () => {
    const without = { ...given(pair(1), [{ choice: prefer(1) }]), events: [] };
    const options = { annotators: 'majority' } as const;
    await expect(prepare([without], { profile: 'jsonl', options })).rejects.toThrow(/was not given its verdict/);
  });
});

describe('margins and soft labels', () => {
  it('a margin is the strength times its unit, on all rows or on none', async () => {
    const pairs = [
      given(pair(1), [{ choice: prefer(-3) }]),
      given(pair(2), [{ choice: prefer(1) }]),
      given(pair(3, 'first')),
    ];
    const options = { labels: 'corrected', margin: 0.5 } as const;
    const prepared = await prepare(pairs, { profile: 'trl-reward', options });
    expect((await rowsOf(prepared.files[0])).map(({ margin }) => margin).sort()).toEqual([0.5, 1.5]);
    expect(reasons(prepared)).toEqual({ no_strength: 1 });
    const dpo = await prepare(pairs, { profile: 'trl-dpo', options });
    expect((await rowsOf(dpo.files[0])).every((row) => !('margin' in row))).toBe(true);
    expect(dpo.rows).toBe(3);
  });

  it('ties leave only where asked for: as 0 where the profile can, else as shares in a file of their own', async () => {
    const pairs = [given(pair(1), [{ choice: prefer(0) }]), given(pair(2), [{ choice: prefer(1) }])];
    const soft = { options: { softLabels: true } };
    expect((await prepare(pairs, { profile: 'helpsteer3' })).rows).toBe(1);
    const steps = await rowsOf((await prepare(pairs, { profile: 'helpsteer3', ...soft })).files[0]);
    expect(steps.map((row) => row['overall_preference']).sort()).toEqual([0, 1]);
    const dpo = await prepare(pairs, { profile: 'trl-dpo', ...soft });
    expect([dpo.rows, dpo.softRows]).toEqual([1, 1]);
    const file = dpo.files.find(({ path }) => path === 'set.trl-dpo.soft-labels.jsonl');
    expect(await rowsOf(file)).toMatchObject([{ first_share: 0.5, annotators: 1 }]);
    expect((await prepare(pairs, { profile: 'trl-dpo' })).files.map(({ path }) => path)).toEqual([
      'set.trl-dpo.jsonl',
      'set.trl-dpo.provenance.jsonl',
    ]);
  });
});

describe('what a profile cannot say', () => {
  it.each([
    ['trl-reward', { half_character: 1 }],
    ['helpsteer3', { half_character: 1, several_turns: 1, thinking: 1 }],
    ['llamafactory', { half_character: 1, several_turns: 1, thinking: 1 }],
  ] as const)('%s leaves those pairs out and counts them', async (profile, expected) => {
    expect(reasons(await prepare(variedPairs(), { profile }))).toMatchObject(expected);
  });

  it('a conversation that LLaMA-Factory would skip, and a role that it does not know, stay out', async () => {
    const answers: [Message[], Message[]] = [[assistant('a')], [assistant('b')]];
    const prompts = [
      [user('one'), user('two')],
      [{ role: 'developer' as const, content: 'x' }, user('y')],
      [user('q'), { role: 'system' as const, content: 'late' }, user('r')],
    ];
    const pairs = prompts.map((prompt) => given(pairFrom(prompt, ...answers), [{ choice: prefer(1) }]));
    expect(reasons(await prepare(pairs, { profile: 'llamafactory' }))).toEqual({ role: 1, turn_order: 2 });
  });

  it('says so before the download', async () => {
    const dpo = await prepare(variedPairs(), { profile: 'trl-dpo' });
    expect(dpo.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['cannot_say', 'note'],
      ['cannot_say', 'note'],
    ]);
    expect(dpo.findings[0]?.pairs).toBe(dpo.rows);
    const steps = await prepare([given(pair(1, 'first'))], { profile: 'helpsteer3', options: { labels: 'original' } });
    expect(steps.findings[0]).toMatchObject({ rule: 'no_strength', pairs: 1 });
  });
});

describe('the linter', () => {
  it('counts the pairs of which a side is longer than the limit, in the tokens of the one who counts', async () => {
    const long = pairFrom([user('Long?')], [assistant('a '.repeat(50))], [assistant('b')]);
    const pairs = [given(long, [{ choice: prefer(1) }]), given(pair(2), [{ choice: prefer(1) }])];
    const countTokens = (messages: { content: string }[]) =>
      Promise.resolve(messages.flatMap(({ content }) => content.split(' ')).length);
    const prepared = await prepare(pairs, { profile: 'trl-reward', limit: { maxLength: 20, countTokens } });
    expect(prepared.tooLong).toBe(1);
    expect(prepared.findings.find(({ rule }) => rule === 'too_long')).toMatchObject({
      pairs: 1,
      examples: [{ pair: long.id }],
    });
    expect((await prepare(pairs, { profile: 'trl-reward' })).tooLong).toBeNull();
  });

  it('names what a trainer would fail on once a pair, errors first', async () => {
    const one = given(pair(1), [{ choice: prefer(-1) }]);
    const broken = { ...one, pair: { ...one.pair, prompt: [], second: one.pair.first } };
    const { findings } = await prepare([broken], { profile: 'trl-dpo' });
    expect(findings.slice(0, 2).map(({ rule, severity, pairs }) => [rule, severity, pairs])).toEqual([
      ['prompt', 'error', 1],
      ['same_text', 'error', 1],
    ]);
  });
});

describe('the data set folder', () => {
  const many = Array.from({ length: 60 }, (_, at) =>
    given(pair(at, 'first'), at % 3 === 0 ? [{ choice: prefer(at % 2 === 0 ? 1 : -1) }] : []),
  );
  const folder = (options: Partial<ExportOptions>, pairs = many) =>
    prepare(pairs, { profile: 'hugging-face', options });
  const idsOf = async (prepared: Awaited<ReturnType<typeof prepare>>, split: string) =>
    (await rowsOf(prepared.files.find(({ path }) => path === `provenance/${split}.jsonl`))).map(
      (row) => row['pair_id'],
    );

  it('keeps gold pairs apart by content id: the same ones in a larger export', async () => {
    const small = await idsOf(await folder({ labels: 'corrected', testShare: 0.4 }, many.slice(0, 40)), 'test');
    const large = await idsOf(await folder({ labels: 'corrected', testShare: 0.4 }), 'test');
    expect(small.length).toBeGreaterThan(0);
    expect(large).toEqual(expect.arrayContaining(small));
    expect(large.length).toBeLessThan(20);
  });

  it('no prompt of the tests is in the training split, and what is held back is counted', async () => {
    const same = many.flatMap((one) => {
      const { prompt, first } = one.pair;
      return [one, given(pairFrom(prompt, first.messages, [assistant('Three.')], 'second'))];
    });
    const prepared = await folder({ labels: 'corrected', testShare: 0.5 }, same);
    const test = await idsOf(prepared, 'test');
    const train = await idsOf(prepared, 'train');
    expect(test.length).toBeGreaterThan(0);
    expect(reasons(prepared)).toEqual({ test_prompt: test.length });
    expect(train.length + test.length).toBe(prepared.rows);
    expect(prepared.rows + test.length).toBe(same.length);
  });

  it('shards hold so many rows each, and their names say how many there are', async () => {
    const prepared = await folder({ labels: 'original', testShare: 0, rowsPerShard: 25 });
    expect(prepared.files.map(({ path }) => path)).toEqual([
      'README.md',
      'data/train-00000-of-00003.parquet',
      'data/train-00001-of-00003.parquet',
      'data/train-00002-of-00003.parquet',
      'provenance/train.jsonl',
    ]);
  });

  it('a title or a source with markup of its own stays text in the card', async () => {
    const odd = [given(pair(1, 'first', 'a|b\n# <script>'))];
    const card = { title: 'x"\n---\nlicense: y', license: null, description: '' };
    const readme = await textOf((await folder({ labels: 'original', card }, odd)).files[0]);
    expect(readme).toContain(String.raw`| a\|b # \<script\> | 1 |`);
    expect(readme).toContain(String.raw`pretty_name: "x\" --- license: y"`);
    expect(readme.split('\n').filter((line) => line === '---')).toHaveLength(2);
  });
});

describe('every profile', () => {
  it.each(Object.keys(profiles) as ProfileName[])(
    '%s writes an export without rows, and no path twice',
    async (profile) => {
      const { files, rows } = await prepare([], { profile });
      expect(rows).toBe(0);
      for (const file of files) await bytesOf(file);
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    },
  );

  it('refuses pairs that are out of order, and options that are out of range', async () => {
    const pairs = [pair(1), pair(2), pair(3)].sort((a, b) => (a.id < b.id ? 1 : -1)).map((one) => given(one));
    await expect(exportPairs({ pairs: () => pairs, profile: 'jsonl', name: 'x' })).rejects.toThrow(
      /order of their ids/,
    );
    for (const options of [{ margin: 0 }, { margin: NaN }, { testShare: 1 }, { rowsPerShard: 0 }])
      await expect(prepare([], { profile: 'jsonl', options })).rejects.toThrow(RangeError);
  });

  it('rows with reasoning blocks open a file, and every message has the same keys', async () => {
    const plain = Array.from({ length: 30 }, (_, at) => given(pair(at), [{ choice: prefer(1) }]));
    const thinker = pairFrom([user('T')], [{ role: 'assistant', content: 'a', thinking: 'b' }], [assistant('c')]);
    const { files, rows } = await prepare([...plain, given(thinker, [{ choice: prefer(1) }])], { profile: 'trl-dpo' });
    const written = await rowsOf(files[0]);
    expect(JSON.stringify(written[0])).toContain('"thinking":"b"');
    expect(written).toHaveLength(rows);
    expect(JSON.stringify(written[9])).toContain('"thinking":null');
    expect((await rowsOf(files[1]))[0]).toMatchObject({ row: 0, pair_id: thinker.id });
  });
});
