import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportVerified, type ExportProfile } from '../../src/pairs/export/exportVerified';
import { lintExport } from '../../src/pairs/export/lintExport';
import { selectVerified } from '../../src/pairs/export/selectVerified';
import type { LabelledPair } from '../../src/pairs/export/VerifiedPair';
import { pairOf, pairPlaces } from '../../src/pairs/pairOf';
import type { Choice, LedgerEvent, Strength } from '../../src/verdicts/VerdictEvent';
import { importText } from './support/importText';

const files = [
  '03-trl-implicit-chat.jsonl',
  '15-hh-rlhf.jsonl',
  '25-mt-bench-human.jsonl',
  '27-rewardbench-2.json',
  'rm-bench.json',
];

/** Every pair of the golden files, as they come out of an import. */
async function allPairs() {
  const { readFileSync } = await import('node:fs');
  const imported = await Promise.all(
    files.map((name) =>
      importText(name, new Uint8Array(readFileSync(new URL(`../files/pairs/${name}`, import.meta.url)))),
    ),
  );
  const items = imported.flatMap(({ items }) => items);
  return items.flatMap((item) => pairPlaces(item).map(({ first, second }) => pairOf(item, first, second)));
}

const pairs = [...new Map((await allPairs()).map((pair) => [pair.id, pair])).values()];

function verdict(pair: string, choice: Choice, at: number): LedgerEvent {
  const data = {
    choice,
    visibility: 'blind' as const,
    left: 'first' as const,
    rationale: '',
    reasons: at % 2 === 0 ? ['style', 'accuracy'] : [],
    elapsedMs: 1000,
    queueReason: 'random',
    protocol: 'default',
  };
  const head = {
    id: `event-${at}`,
    storeId: 's',
    client: 'c',
    seq: at + 1,
    at: '2026-01-01T00:00:00Z',
    schema: 1 as const,
  };
  return { ...head, type: 'verdict', pair, supersedes: [], hash: `hash-${at}`, data };
}

function labelled(at: number, choice: Choice, gold = true): LabelledPair {
  const pair = pairs[at];
  if (pair === undefined) throw new Error(`There are ${pairs.length} pairs only.`);
  const event = verdict(pair.id, choice, at);
  const rewards = [
    { checkpoint: 'b', first: 1, second: 2 },
    { checkpoint: 'a', first: 0.5, second: null },
  ];
  return { pair, label: { pair: pair.id, choice, gold, events: [event.id] }, events: [event], rewards };
}

const prefer = (strength: Strength): Choice => ({ kind: 'preference', strength });
const strength = fc.constantFrom<Strength>(-3, -2, -1, 1, 2, 3);
const choice = fc.oneof(
  strength.map(prefer),
  fc.constantFrom<Choice>(prefer(0), { kind: 'both_bad' }, { kind: 'undecidable' }, { kind: 'skip' }),
);
const textOf = (set: LabelledPair[], profile: ExportProfile, file = 0) =>
  exportVerified({ labelled: set, profile, name: 'set' }).files[file]?.text ?? '';
const rowsOf = (text: string) =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('export', () => {
  it('the same verdicts give the same bytes, in whatever order they come', () => {
    const set = fc.array(fc.tuple(choice, fc.boolean()), { minLength: pairs.length, maxLength: pairs.length });
    fc.assert(
      fc.property(set, fc.infiniteStream(fc.double({ noNaN: true })), (choices, keys) => {
        const given = choices.map(([chosen, gold], at) => labelled(at, chosen, gold));
        const shuffled = given.map((one) => ({ one, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const other = shuffled.map(({ one }) => ({ ...one, rewards: one.rewards.toReversed() }));
        for (const profile of ['trl-reward', 'trl-dpo'] as const) {
          expect(exportVerified({ labelled: other, profile, name: 'set' })).toEqual(
            exportVerified({ labelled: given, profile, name: 'set' }),
          );
        }
      }),
    );
  });

  it('what is exported imports as the same pairs with the verdicts as labels', async () => {
    const given = pairs.map((_, at) => labelled(at, prefer(at % 3 === 0 ? -2 : 1)));
    for (const profile of ['trl-reward', 'trl-dpo'] as const) {
      const { items, dataSet } = await importText('back.jsonl', textOf(given, profile));
      expect(dataSet.report.rejected).toEqual([]);
      const back = items.map((item) => pairOf(item, 0, 1));
      const sorted = given.toSorted((a, b) => (a.pair.id < b.pair.id ? -1 : 1));
      expect(back.map(({ id }) => id)).toEqual(sorted.map(({ pair }) => pair.id));
      expect(back.map(({ prompt, first, second }) => ({ prompt, first, second }))).toEqual(
        sorted.map(({ pair: { prompt, first, second } }) => ({ prompt, first, second })),
      );
      expect(back.map(({ label }) => label)).toEqual(
        sorted.map(({ label: l }) => (l.choice.kind === 'preference' && l.choice.strength < 0 ? 'first' : 'second')),
      );
    }
  });

  it('a row is one line of canonical JSON, whole conversations for reward and divided ones for DPO', () => {
    const one = labelled(0, prefer(3));
    const { prompt, first, second } = one.pair;
    expect(rowsOf(textOf([one], 'trl-reward'))).toEqual([
      { chosen: [...prompt, ...second.messages], rejected: [...prompt, ...first.messages] },
    ]);
    expect(rowsOf(textOf([one], 'trl-dpo'))).toEqual([{ prompt, chosen: second.messages, rejected: first.messages }]);
    expect(textOf([one], 'trl-dpo')).toMatch(/^\{"chosen":\[\{"content":.*\}\n$/);
    expect(textOf([], 'trl-dpo')).toBe('');
  });

  it('only gold labels that prefer a side leave; the others are counted with their reason', () => {
    const set = [
      labelled(0, prefer(-1)),
      labelled(1, prefer(0)),
      labelled(2, { kind: 'both_bad' }),
      labelled(3, { kind: 'undecidable' }),
      labelled(4, { kind: 'skip' }, false),
      labelled(5, prefer(2), false),
      { ...labelled(0, prefer(-1)), pair: { ...labelled(0, prefer(-1)).pair, source: 'zzz' } },
    ];
    const { verified, leftOut } = selectVerified(set);
    expect(verified.map(({ pair }) => pair.id)).toEqual([pairs[0]?.id]);
    expect(verified[0]?.pair.source).toBe(pairs[0]?.source);
    expect(leftOut.map(({ reason, pairs }) => [reason, pairs.length])).toEqual([
      ['tie', 1],
      ['both_bad', 1],
      ['undecidable', 1],
      ['skip', 1],
      ['not_gold', 1],
      ['twice', 1],
    ]);
  });

  it('provenance says row by row where a label comes from', () => {
    const at = pairs.findIndex(({ label }) => label === 'first');
    const one = labelled(at, prefer(3));
    expect(rowsOf(textOf([one], 'trl-reward', 1))).toEqual([
      {
        row: 0,
        pair_id: one.pair.id,
        chosen_id: one.pair.second.id,
        rejected_id: one.pair.first.id,
        source: one.pair.source,
        verified: true,
        verdict: 'second',
        strength: 3,
        original_label: 'first',
        flipped: true,
        reason_codes: at % 2 === 0 ? ['accuracy', 'style'] : [],
        n_annotators: 1,
        blind: true,
        protocols: ['default'],
        rm_scores: [
          { checkpoint: 'a', chosen: null, rejected: 0.5 },
          { checkpoint: 'b', chosen: 2, rejected: 1 },
        ],
        event_hashes: [`hash-${at}`],
      },
    ]);
  });

  it('a verdict that is missing stops the export instead of leaving a gap', () => {
    expect(() => textOf([{ ...labelled(0, prefer(1)), events: [] }], 'trl-reward', 1)).toThrow(
      /was not given its verdict event-0/,
    );
  });
});

describe('lintExport', () => {
  const rulesOf = (change: (one: LabelledPair) => LabelledPair, maxCharacters = 10_000) =>
    lintExport(selectVerified([change(labelled(0, prefer(-1)))]).verified, maxCharacters).map(({ rule, severity }) => [
      rule,
      severity,
    ]);
  const first = (messages: LabelledPair['pair']['first']['messages']) => (one: LabelledPair) => ({
    ...one,
    pair: { ...one.pair, first: { ...one.pair.first, messages } },
  });

  it('finds nothing in sound pairs', () => {
    const { findings } = exportVerified({
      labelled: pairs.map((_, at) => labelled(at, prefer(1))),
      profile: 'trl-dpo',
      name: 'x',
    });
    expect(findings).toEqual([]);
  });

  it.each([
    ['an empty response', first([{ role: 'assistant', content: ' ' }]), ['empty', 'error']],
    ['a last turn of the user', first([{ role: 'user', content: 'x' }]), ['last_turn', 'error']],
    ['no turn at all', first([]), ['last_turn', 'error']],
    ['half a character', first([{ role: 'assistant', content: 'x\ud800' }]), ['well_formed', 'error']],
    [
      'an unknown role',
      first([
        { role: 'bot' as 'user', content: 'x' },
        { role: 'assistant', content: 'x' },
      ]),
      ['roles', 'error'],
    ],
    ['an empty prompt', (one: LabelledPair) => ({ ...one, pair: { ...one.pair, prompt: [] } }), ['prompt', 'error']],
    [
      'equal texts',
      (one: LabelledPair) => ({ ...one, pair: { ...one.pair, first: one.pair.second } }),
      ['same_text', 'error'],
    ],
  ])('finds %s', (_, change, expected) => {
    expect(rulesOf(change)).toEqual([expected]);
  });

  it('notes a pair over the budget, once a side', () => {
    expect(rulesOf((one) => one, 5)).toEqual([
      ['length', 'note'],
      ['length', 'note'],
    ]);
  });

  it('finds the same two conversations with opposite labels, however they are divided', () => {
    const one = labelled(0, prefer(-1));
    const { prompt, first: a, second: b } = one.pair;
    const moved = {
      ...one.pair,
      id: 'f'.repeat(64),
      prompt: [],
      first: { ...b, messages: [...prompt, ...b.messages] },
    };
    const other = { ...one, pair: { ...moved, second: { ...a, messages: [...prompt, ...a.messages] } } };
    const findings = lintExport(selectVerified([one, other]).verified, 10_000);
    expect(findings.filter(({ rule }) => rule === 'opposite_label')).toHaveLength(1);
  });
});
