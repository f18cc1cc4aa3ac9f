import { itemOf } from '../../../src/pairs/itemOf';
import type { Message } from '../../../src/pairs/Message';
import type { Pair, PairLabel } from '../../../src/pairs/Pair';
import { pairOf } from '../../../src/pairs/pairOf';
import { exportPairs, type ExportPairsRequest } from '../../../src/pairs/export/exportPairs';
import { sourceOf, type PairToExport } from '../../../src/pairs/export/PairToExport';
import type { ExportFile } from '../../../src/pairs/export/profiles/Profile';
import type { Choice, LedgerEvent, Strength } from '../../../src/verdicts/VerdictEvent';
import { foldPair } from '../../../src/verdicts/foldPair';

export const user = (content: string): Message => ({ role: 'user', content });
export const assistant = (content: string): Message => ({ role: 'assistant', content });
export const prefer = (strength: Strength): Choice => ({ kind: 'preference', strength });

const ranks = { first: [0, 1], second: [1, 0], tie: [0, 0], both_bad: [0, 0] } as const;

/** A pair as an import makes it. `label` is the source's, in canonical order. */
export function pairFrom(
  prompt: Message[],
  one: Message[],
  other: Message[],
  label: PairLabel = null,
  source = 'demo',
): Pair {
  const about = {};
  const unlabelled = itemOf(
    { prompt, label: null, responses: [one, other].map((messages) => ({ messages, rank: null, about })) },
    { source },
  );
  const item = label === null ? unlabelled : { ...unlabelled, label: { ranks: [...ranks[label]] } };
  if (label === 'both_bad') Object.assign(item.label ?? {}, { bothBad: true });
  return pairOf(item, 0, 1);
}

export interface GivenVerdict {
  choice: Choice;
  client?: string;
  visibility?: 'blind' | 'revealed';
}

/** A pair with verdicts, one after the other; those of different clients stand beside each other. */
export function given(pair: Pair, verdicts: GivenVerdict[] = [], silver: Choice | null = null): PairToExport {
  const events = verdicts.map((verdict, at) => eventOf(pair.id, verdict, at));
  const label = foldPair(pair.id, new Map(events.map((event) => [event.id, event])));
  return {
    pair,
    label,
    events,
    personOf: (client) => client,
    estimate: null,
    rewards: [{ checkpoint: 'a', first: 0.5, second: null }],
    silver,
  };
}

function eventOf(pair: string, { choice, client = 'c1', visibility = 'blind' }: GivenVerdict, at: number): LedgerEvent {
  const id = `0000000${at}-0000-7000-8000-${pair.slice(0, 12)}`;
  const data = {
    choice,
    visibility,
    left: 'first' as const,
    rationale: at === 0 ? 'says "why",\nin two lines' : '',
    reasons: ['accuracy'],
    elapsedMs: 1000,
    queueReason: 'random',
    protocol: 'default',
  };
  const head = { storeId: 's', client, seq: at + 1, at: `2026-01-0${at + 1}T00:00:00.000Z`, schema: 1 as const };
  return { id, ...head, type: 'verdict', pair, supersedes: [], data, hash: `hash-${at}` };
}

export function prepare(pairs: PairToExport[], request: Omit<ExportPairsRequest, 'pairs' | 'name'>) {
  return exportPairs({ pairs: sourceOf(pairs), name: 'set', ...request });
}

export async function bytesOf(file: ExportFile | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (file === undefined) throw new Error('There is no such file.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.chunks()) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

export async function textOf(file: ExportFile | undefined): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await bytesOf(file));
}

export async function rowsOf(file: ExportFile | undefined): Promise<Record<string, unknown>[]> {
  const lines = (await textOf(file)).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Pairs that hold what profiles differ in: strengths, ties, annotators, turns, roles, reasoning, and awkward texts. */
export function variedPairs(): PairToExport[] {
  const tool: Message = { role: 'tool', content: '{"n": 7}' };
  return [
    given(pairFrom([user('Name a prime.')], [assistant('Seven.')], [assistant('Nine.')], 'first'), [
      { choice: prefer(-3) },
    ]),
    given(
      pairFrom(
        [{ role: 'system', content: 'Be brief.' }, user('Say "hi",\r\nplease; =1+1')],
        [assistant('hi, "friend"\n\n- one\n- two')],
        [assistant(' \tнет 你好 🦊 \u2028 \u0000 ')],
        'second',
        'shop, "two"',
      ),
      [{ choice: prefer(2) }],
    ),
    given(pairFrom([user('Both fine?')], [assistant('Yes.')], [assistant('Indeed.')], 'tie'), [{ choice: prefer(0) }]),
    given(pairFrom([user('Neither?')], [assistant('No.')], [assistant('None.')], 'both_bad'), [
      { choice: { kind: 'both_bad' } },
    ]),
    given(
      pairFrom(
        [user('Two turns.')],
        [assistant('First.'), user('And?'), assistant('Second.')],
        [assistant('Only one.')],
        'first',
      ),
      [{ choice: prefer(-1) }],
    ),
    given(
      pairFrom(
        [user('Think.')],
        [{ role: 'assistant', content: 'Four.', thinking: '2 + 2' }],
        [assistant('Five.')],
        'second',
      ),
      [{ choice: prefer(1) }],
    ),
    given(pairFrom([user('Call.'), assistant('calling'), tool], [assistant('It is 7.')], [assistant('It is 8.')]), [
      { choice: prefer(-2) },
    ]),
    given(pairFrom([user('Two people.')], [assistant('A')], [assistant('B')], 'first'), [
      { choice: prefer(-1) },
      { choice: prefer(2), client: 'c2' },
    ]),
    given(pairFrom([user('Seen.')], [assistant('x')], [assistant('y')], 'second'), [
      { choice: prefer(1), visibility: 'revealed' },
    ]),
    given(pairFrom([user('Machine.')], [assistant('s')], [assistant('t')], 'first'), [], prefer(1)),
    given(pairFrom([user('Source only.')], [assistant('u')], [assistant('v')], 'second', 'other')),
    given(pairFrom([user('Half \ud800 of one.')], [assistant('w\udc00')], [assistant('z')]), [{ choice: prefer(-1) }]),
    given(pairFrom([user('Nothing known.')], [assistant('k')], [assistant('l')])),
  ];
}
