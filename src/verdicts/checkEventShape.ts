import { checkRecord, expectation, integerFrom, isoTime, listOf, oneOf, sha256Hex, text, uuid } from './fieldChecks';
import { controversialities, objectivities, taskCategories } from './attributeValues';
import type { AttributesData, Choice, Evidence, LedgerEvent, Strength, VerdictData } from './VerdictEvent';

const headKeys = ['id', 'storeId', 'client', 'seq', 'at', 'schema', 'type', 'pair', 'supersedes', 'data', 'hash'];
const dataKeys = ['choice', 'visibility', 'left', 'rationale', 'reasons', 'elapsedMs', 'queueReason', 'protocol'];
/** What schema 2 added; an event need not have it. */
const laterKeys = ['occasion', 'evidence', 'decidedBy', 'lacks'];
const attributeKeys = ['category', 'objectivity', 'controversiality', 'desired', 'guideline', 'basis'];
/** Those of schema 1. */
const firstTypes = ['verdict', 'retraction'] as const;
const eventTypes = ['verdict', 'attributes', 'retraction'] as const;
const occasions = ['queue', 'repeat', 'adjudication'] as const;
const sidelessKinds = ['both_bad', 'undecidable', 'divergent', 'skip'] as const;
const strengths: readonly Strength[] = [-3, -2, -1, 0, 1, 2, 3];

/**
 * A copy of the value as a ledger event, made of exactly the fields that the schema knows, in the order of canonical JSON: so
 * its `JSON.stringify` is its canonical JSON, at a fifth of the work. The hash is not compared.
 *
 * @throws TypeError naming the field, the rule and what stood there.
 */
export function checkEventShape(value: unknown): LedgerEvent {
  const fields = checkRecord('event', value, headKeys);
  const schema = oneOf([1, 2], 'schema', fields['schema']);
  const type = oneOf(schema === 1 ? firstTypes : eventTypes, 'type', fields['type']);
  // Types in the order of their keys, which a spread would hide from the compiler: the data stands in the midst.
  return {
    at: isoTime('at', fields['at']),
    client: uuid('client', fields['client']),
    data: dataOf(type, fields['data'], schema),
    hash: sha256Hex('hash', fields['hash']),
    id: uuid('id', fields['id']),
    pair: sha256Hex('pair', fields['pair']),
    schema,
    seq: integerFrom(1, 'seq', fields['seq']),
    storeId: uuid('storeId', fields['storeId']),
    supersedes: listOf(uuid, 'supersedes', fields['supersedes']),
    type,
  } as LedgerEvent;
}

function dataOf(type: LedgerEvent['type'], value: unknown, schema: 1 | 2): LedgerEvent['data'] {
  if (type === 'verdict') return verdictData(value, schema);
  return type === 'attributes' ? attributesData(value) : retractionData(value);
}

function verdictData(value: unknown, schema: 1 | 2): VerdictData {
  const fields = checkRecord('data', value, dataKeys, schema === 1 ? [] : laterKeys);
  return {
    choice: choice(fields['choice'], schema),
    ...('decidedBy' in fields && { decidedBy: text('data.decidedBy', fields['decidedBy']) }),
    elapsedMs: duration(fields['elapsedMs']),
    ...('evidence' in fields && { evidence: listOf(evidence, 'data.evidence', fields['evidence']) }),
    ...('lacks' in fields && { lacks: listOf(text, 'data.lacks', fields['lacks']) }),
    left: oneOf(['first', 'second'], 'data.left', fields['left']),
    ...('occasion' in fields && { occasion: oneOf(occasions, 'data.occasion', fields['occasion']) }),
    protocol: text('data.protocol', fields['protocol']),
    queueReason: text('data.queueReason', fields['queueReason']),
    rationale: text('data.rationale', fields['rationale']),
    reasons: listOf(text, 'data.reasons', fields['reasons']),
    visibility: oneOf(['blind', 'revealed'], 'data.visibility', fields['visibility']),
  };
}

function choice(value: unknown, schema: 1 | 2): Choice {
  const withStrength = typeof value === 'object' && value !== null && 'strength' in value;
  const fields = checkRecord('data.choice', value, withStrength ? ['kind', 'strength'] : ['kind']);
  const sideless = schema === 1 ? (['both_bad', 'undecidable', 'skip'] as const) : sidelessKinds;
  if (!withStrength) return { kind: oneOf(sideless, 'data.choice.kind', fields['kind']) };
  const kind = oneOf(['preference'], 'data.choice.kind', fields['kind']);
  const strength = oneOf(strengths, 'data.choice.strength', fields['strength']);
  // -0 equals 0 in every comparison but would be hashed and shown as itself.
  return { kind, strength: strength === 0 ? 0 : strength };
}

function evidence(field: string, value: unknown): Evidence {
  const fields = checkRecord(field, value, ['claim', 'link', 'note']);
  return {
    claim: text(`${field}.claim`, fields['claim']),
    link: webLink(`${field}.link`, fields['link']),
    note: text(`${field}.note`, fields['note']),
  };
}

function webLink(field: string, value: unknown): string {
  if (typeof value === 'string' && (value === '' || /^https?:\/\/\S+$/i.test(value))) return value;
  throw expectation(field, 'empty or a link that begins with http:// or https://', value);
}

function attributesData(value: unknown): AttributesData {
  const fields = checkRecord('data', value, attributeKeys);
  return {
    basis: oneOf(['machine', 'person'], 'data.basis', fields['basis']),
    category: oneOf([...taskCategories, null], 'data.category', fields['category']),
    controversiality: oneOf([...controversialities, null], 'data.controversiality', fields['controversiality']),
    desired: text('data.desired', fields['desired']),
    guideline: text('data.guideline', fields['guideline']),
    objectivity: oneOf([...objectivities, null], 'data.objectivity', fields['objectivity']),
  };
}

function retractionData(value: unknown): { reason: 'undo' } {
  const fields = checkRecord('data', value, ['reason']);
  return { reason: oneOf(['undo'], 'data.reason', fields['reason']) };
}

function duration(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw expectation('data.elapsedMs', 'milliseconds, 0 or more', value);
}
