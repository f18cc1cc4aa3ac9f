import { checkRecord, expectation, integerFrom, isoTime, listOf, oneOf, sha256Hex, text, uuid } from './fieldChecks';
import type { Choice, LedgerEvent, Strength, VerdictData } from './VerdictEvent';

const headKeys = ['id', 'storeId', 'client', 'seq', 'at', 'schema', 'type', 'pair', 'supersedes', 'data', 'hash'];
const dataKeys = ['choice', 'visibility', 'left', 'rationale', 'reasons', 'elapsedMs', 'queueReason', 'protocol'];
const strengths: readonly Strength[] = [-3, -2, -1, 0, 1, 2, 3];

/**
 * A copy of the value as a ledger event, made of exactly the fields that the schema knows. The hash is not compared.
 *
 * @throws TypeError naming the field, the rule and what stood there.
 */
export function checkEventShape(value: unknown): LedgerEvent {
  const fields = checkRecord('event', value, headKeys);
  const head = {
    id: uuid('id', fields['id']),
    storeId: uuid('storeId', fields['storeId']),
    client: uuid('client', fields['client']),
    seq: integerFrom(1, 'seq', fields['seq']),
    at: isoTime('at', fields['at']),
    schema: oneOf([1], 'schema', fields['schema']),
    pair: sha256Hex('pair', fields['pair']),
    supersedes: listOf(uuid, 'supersedes', fields['supersedes']),
    hash: sha256Hex('hash', fields['hash']),
  };
  const type = oneOf(['verdict', 'retraction'], 'type', fields['type']);
  if (type === 'verdict') return { ...head, type, data: verdictData(fields['data']) };
  return { ...head, type, data: retractionData(fields['data']) };
}

function verdictData(value: unknown): VerdictData {
  const fields = checkRecord('data', value, dataKeys);
  return {
    choice: choice(fields['choice']),
    visibility: oneOf(['blind', 'revealed'], 'data.visibility', fields['visibility']),
    left: oneOf(['first', 'second'], 'data.left', fields['left']),
    rationale: text('data.rationale', fields['rationale']),
    reasons: listOf(text, 'data.reasons', fields['reasons']),
    elapsedMs: duration(fields['elapsedMs']),
    queueReason: text('data.queueReason', fields['queueReason']),
    protocol: text('data.protocol', fields['protocol']),
  };
}

function choice(value: unknown): Choice {
  const withStrength = typeof value === 'object' && value !== null && 'strength' in value;
  const fields = checkRecord('data.choice', value, withStrength ? ['kind', 'strength'] : ['kind']);
  if (!withStrength) return { kind: oneOf(['both_bad', 'undecidable', 'skip'], 'data.choice.kind', fields['kind']) };
  const kind = oneOf(['preference'], 'data.choice.kind', fields['kind']);
  const strength = oneOf(strengths, 'data.choice.strength', fields['strength']);
  // -0 equals 0 in every comparison but would be hashed and shown as itself.
  return { kind, strength: strength === 0 ? 0 : strength };
}

function retractionData(value: unknown): { reason: 'undo' } {
  const fields = checkRecord('data', value, ['reason']);
  return { reason: oneOf(['undo'], 'data.reason', fields['reason']) };
}

function duration(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw expectation('data.elapsedMs', 'milliseconds, 0 or more', value);
}
