import { sealEvent } from '../../src/verdicts/sealEvent';
import type {
  AttributesData,
  Choice,
  EventDraft,
  LedgerEvent,
  Strength,
  VerdictData,
} from '../../src/verdicts/VerdictEvent';

/** A content id made of one number. */
export function madeId(n: number): string {
  return n.toString(16).padStart(64, '0');
}

export function madeUuid(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function prefer(strength: Strength): Choice {
  return { kind: 'preference', strength };
}

export function madeData(choice: Choice, change: Partial<VerdictData> = {}): VerdictData {
  return {
    choice,
    visibility: 'blind',
    left: 'first',
    rationale: '',
    reasons: [],
    elapsedMs: 1200,
    queueReason: 'disagreement',
    protocol: 'blind-1',
    ...change,
  };
}

export function madeAttributes(change: Partial<AttributesData> = {}): AttributesData {
  return {
    category: 'math',
    objectivity: 'objective',
    controversiality: 'low',
    desired: 'The right number.',
    guideline: 'Prefer the right result.',
    basis: 'machine',
    ...change,
  };
}

export function blindDraft(
  pair: number,
  choice: Choice,
  supersedes: string[] = [],
  change: Partial<VerdictData> = {},
): EventDraft {
  return { type: 'verdict', pair: madeId(pair), supersedes, data: madeData(choice, change) };
}

export function revealedDraft(pair: number, choice: Choice, supersedes: string[] = []): EventDraft {
  return { type: 'verdict', pair: madeId(pair), supersedes, data: madeData(choice, { visibility: 'revealed' }) };
}

export function retractionDraft(pair: number, supersedes: string[]): EventDraft {
  return { type: 'retraction', pair: madeId(pair), supersedes, data: { reason: 'undo' } };
}

/** Seals a draft as number `seq` of a client, one second after the one before. */
export function sealed(draft: EventDraft, seq: number, client = 1): LedgerEvent {
  const at = new Date(Date.UTC(2026, 10, 23) + seq * 1000).toISOString();
  return sealEvent(draft, {
    id: madeUuid(client * 1e6 + seq),
    storeId: madeUuid(9),
    client: madeUuid(client),
    seq,
    at,
  });
}
