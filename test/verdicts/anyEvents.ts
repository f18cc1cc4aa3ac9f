import fc from 'fast-check';
import { sealEvent } from '../../src/verdicts/sealEvent';
import type { Choice, EventDraft, LedgerEvent, Strength } from '../../src/verdicts/VerdictEvent';
import { madeData, madeId, madeUuid, prefer, retractionDraft } from './madeEvents';

export const anyChoice: fc.Arbitrary<Choice> = fc.oneof(
  fc.constantFrom<Strength>(-3, -2, -1, 0, 1, 2, 3).map(prefer),
  fc.constantFrom<Choice>({ kind: 'both_bad' }, { kind: 'undecidable' }, { kind: 'divergent' }, { kind: 'skip' }),
);

/** Any set of events over few pairs, two clients and close times, superseding any of each other, rings included. */
export const anyEvents: fc.Arbitrary<LedgerEvent[]> = fc
  .array(
    fc.record({
      pair: fc.nat(2),
      client: fc.constantFrom(1, 2),
      second: fc.nat(5),
      supersedes: fc.array(fc.nat(14), { maxLength: 3 }),
      choice: fc.option(anyChoice, { nil: null, freq: 2 }),
      visibility: fc.constantFrom('blind' as const, 'revealed' as const),
    }),
    { maxLength: 14 },
  )
  .map((specs) =>
    specs.map(({ pair, client, second, supersedes, choice, visibility }, n) => {
      const ids = supersedes.map((target) => madeUuid(target));
      const draft: EventDraft = choice
        ? { type: 'verdict', pair: madeId(pair), supersedes: ids, data: madeData(choice, { visibility }) }
        : retractionDraft(pair, ids);
      const at = new Date(Date.UTC(2026, 10, 23, 8, 0, second)).toISOString();
      const place = { id: madeUuid(n), storeId: madeUuid(99), client: madeUuid(client + 100), seq: n + 1, at };
      return sealEvent(draft, place);
    }),
  );
