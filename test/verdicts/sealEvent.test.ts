import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/pairs/canonicalJson';
import { checkEventShape } from '../../src/verdicts/checkEventShape';
import { sealEvent } from '../../src/verdicts/sealEvent';
import { verifyEvent } from '../../src/verdicts/verifyEvent';
import { anyEvents } from './anyEvents';
import { blindDraft, madeAttributes, madeData, madeId, madeUuid, prefer, sealed } from './madeEvents';

const golden = new URL('../files/verdicts/verdict.json', import.meta.url);

describe('sealing', () => {
  test('the hash is the sha256 of the canonical JSON without it', () => {
    const { hash, ...rest } = sealed(blindDraft(1, prefer(-2)), 1);
    expect(hash).toBe(createHash('sha256').update(canonicalJson(rest), 'utf8').digest('hex'));
  });

  test('a stored event of schema 1 still verifies, hash included', () => {
    const stored: unknown = JSON.parse(readFileSync(golden, 'utf8'));
    expect(verifyEvent(stored)).toMatchObject({ ok: true });
  });

  test('the event shares nothing with its draft, so that later changes of the draft change no verdict', () => {
    const data = madeData(prefer(1), { reasons: ['style'] });
    const event = sealed({ type: 'verdict', pair: madeId(1), supersedes: [], data }, 1);
    data.reasons.push('unsafe');
    data.choice = prefer(-3);
    expect(verifyEvent(event)).toEqual({ ok: true, event });
    expect(event.type === 'verdict' && event.data).toMatchObject({ choice: prefer(1), reasons: ['style'] });
  });

  test('a draft that could not be read back is refused, naming the field', () => {
    const place = {
      id: madeUuid(1),
      storeId: madeUuid(2),
      client: madeUuid(3),
      seq: 1,
      at: '2026-11-23T08:00:00.000Z',
    };
    expect(() => sealEvent({ ...blindDraft(1, prefer(0)), pair: 'x' }, place)).toThrow(/pair must be 64 hex digits/);
    expect(() => sealEvent(blindDraft(1, prefer(0)), { ...place, seq: 0 })).toThrow(
      /seq must be an integer from 1, not 0/,
    );
    expect(() => sealEvent(blindDraft(1, prefer(0)), { ...place, at: 'today' })).toThrow(/at must be a UTC time/);
  });

  test('a strength of -0 is stored as 0', () => {
    const event = sealed(blindDraft(1, { kind: 'preference', strength: -0 as 0 }), 1);
    expect(event.type === 'verdict' && event.data.choice).toStrictEqual(prefer(0));
  });
});

describe('verifying', () => {
  test('the copy is in canonical order, whatever order its fields came in', () => {
    const words = fc.record({
      note: fc.string({ unit: 'binary' }),
      elapsedMs: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    });
    fc.assert(
      fc.property(anyEvents, words, fc.constantFrom(1, -1), (events, { note, elapsedMs }, way) => {
        const evidence = [{ note, link: '', claim: note }];
        const more = {
          rationale: note,
          elapsedMs,
          evidence,
          decidedBy: note,
          lacks: [note],
          occasion: 'queue' as const,
        };
        const attributes = { type: 'attributes' as const, pair: madeId(1), supersedes: [], data: madeAttributes() };
        for (const event of [...events, sealed(blindDraft(1, prefer(1), [], more), 1), sealed(attributes, 2)]) {
          const copy = checkEventShape(reordered(event, way));
          expect(JSON.stringify(copy)).toBe(canonicalJson(event));
        }
      }),
    );
  });

  test('what was sealed verifies, also after a way through JSON', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const event of events) expect(verifyEvent(JSON.parse(JSON.stringify(event)))).toEqual({ ok: true, event });
      }),
    );
  });

  test('any single change of a value is found', () => {
    const event = sealed(blindDraft(1, prefer(2), [madeUuid(5)]), 3);
    const changes = [
      { ...event, id: madeUuid(8) },
      { ...event, seq: 4 },
      { ...event, pair: madeId(2) },
      { ...event, supersedes: [] },
      { ...event, data: madeData(prefer(1)) },
      { ...event, data: madeData(prefer(2), { rationale: ' ' }) },
      { ...event, data: madeData(prefer(2), { elapsedMs: 1200.5 }) },
    ];
    for (const changed of changes)
      expect(verifyEvent(changed)).toMatchObject({ ok: false, reason: expect.stringMatching(/was altered/) });
  });

  test('an event of schema 1 has nothing that came later', () => {
    const event = sealed(blindDraft(1, prefer(0)), 1);
    const older = (change: object): unknown => ({ ...event, schema: 1, ...change });
    const reason = (value: unknown): string => {
      const verification = verifyEvent(value);
      return verification.ok ? 'ok' : verification.reason;
    };
    expect(reason(older({ data: madeData(prefer(0), { lacks: [] }) }))).toMatch(/unknown field "lacks"/);
    expect(reason(older({ data: madeData({ kind: 'divergent' }) }))).toMatch(/choice.kind must be one of both_bad/);
    expect(reason(older({ type: 'attributes', data: madeAttributes() }))).toMatch(/type must be one of verdict, retr/);
  });

  test('a link of the evidence is a web address or nothing', () => {
    const withLink = (link: string) => blindDraft(1, prefer(1), [], { evidence: [{ claim: 'c', link, note: '' }] });
    expect(verifyEvent(sealed(withLink('https://example.org/a?b'), 1))).toMatchObject({ ok: true });
    expect(() => sealed(withLink('javascript:alert(1)'), 1)).toThrow(/evidence\[0\].link must be empty or a link/);
  });

  test.each([
    [null, /event must be an object, not null/],
    [[], /event must be an object, not a list/],
    [{}, /lacks the field "id"/],
    [{ ...sealed(blindDraft(1, prefer(0)), 1), extra: 1 }, /unknown field "extra"/],
    [{ ...sealed(blindDraft(1, prefer(0)), 1), type: 'wish' }, /type must be one of verdict, attributes, retraction/],
    [{ ...sealed(blindDraft(1, prefer(0)), 1), schema: 3 }, /schema must be one of 1, 2, not 3/],
    [JSON.parse('{"__proto__": {"id": 1}}'), /unknown field "__proto__"/],
  ])('%j is refused with the reason', (value, reason) => {
    expect(verifyEvent(value)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  test('a strength outside the scale and a strength on a choice without one are refused', () => {
    const event = sealed(blindDraft(1, prefer(0)), 1);
    for (const choice of [{ kind: 'preference', strength: 4 }, { kind: 'preference' }, { kind: 'skip', strength: 1 }]) {
      const changed = { ...event, data: { ...event.data, choice } };
      expect(verifyEvent(changed)).toMatchObject({ ok: false, reason: expect.stringMatching(/data\.choice/) });
    }
  });
});

/** The same value with the fields of every object in another order. */
function reordered(value: unknown, way: number): unknown {
  if (Array.isArray(value)) return value.map((element) => reordered(element, way));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, reordered(field, way)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? way : -way)));
}
