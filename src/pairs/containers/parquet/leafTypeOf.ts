import { ParquetDamage } from './ParquetDamage';
import type { LeafType, Meaning, Physical } from './SchemaNode';
import { structIn, wholeIn } from './thriftFields';
import type { ThriftStruct } from './ThriftReader';

const physicals: Physical[] = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
];
const perSecond = { millis: 1000n, micros: 1_000_000n, nanos: 1_000_000_000n };
const maxScale = 100;

/** The type of a schema's leaf. Meanings that its stored type cannot have, and those that Assay has no form for, are none. */
export function leafTypeOf(element: ThriftStruct): LeafType {
  const physical = physicals[wholeIn(element, 1) ?? -1];
  if (physical === undefined) throw new ParquetDamage('a field of its schema has an unknown type');
  const length = wholeIn(element, 2) ?? 0;
  if (physical === 'FIXED_LEN_BYTE_ARRAY' && length < 1) throw new ParquetDamage('a field of its schema has no length');
  return { physical, length, meaning: meaningOf(element, physical, length) };
}

function meaningOf(element: ThriftStruct, physical: Physical, length: number): Meaning {
  const [converted, logical] = [wholeIn(element, 6), structIn(element, 10)];
  const is = (convertedType: number, logicalType: number) =>
    converted === convertedType || logical?.has(logicalType) === true;
  if (is(5, 5)) return decimal(element, structIn(logical, 5), physical);
  if (physical === 'BYTE_ARRAY') return { kind: is(0, 1) || is(4, 4) ? 'text' : is(19, 12) ? 'json' : 'plain' };
  if (physical === 'INT32') return { kind: is(6, 6) ? 'date' : isUnsigned(converted, logical) ? 'unsigned' : 'plain' };
  if (physical === 'INT64') return wideMeaning(converted, logical);
  if (physical !== 'FIXED_LEN_BYTE_ARRAY') return { kind: 'plain' };
  if (logical?.has(14) && length === 16) return { kind: 'uuid' };
  return { kind: logical?.has(15) && length === 2 ? 'float16' : 'plain' };
}

function wideMeaning(converted: number | null, logical: ThriftStruct | null): Meaning {
  const unit = structIn(structIn(logical, 8), 2);
  if (unit?.has(3)) return { kind: 'timestamp', perSecond: perSecond.nanos };
  if (unit?.has(2) || converted === 10) return { kind: 'timestamp', perSecond: perSecond.micros };
  if (unit?.has(1) || converted === 9) return { kind: 'timestamp', perSecond: perSecond.millis };
  return { kind: isUnsigned(converted, logical) ? 'unsigned' : 'plain' };
}

function isUnsigned(converted: number | null, logical: ThriftStruct | null): boolean {
  const isUnsignedInteger = structIn(logical, 10)?.get(2) === false;
  return isUnsignedInteger || (converted !== null && converted >= 11 && converted <= 14);
}

function decimal(element: ThriftStruct, logical: ThriftStruct | null, physical: Physical): Meaning {
  const scale = wholeIn(logical, 1) ?? wholeIn(element, 7) ?? 0;
  if (scale < 0 || scale > maxScale) throw new ParquetDamage(`a field of its schema has the scale ${scale}`);
  const isWhole = ['INT32', 'INT64', 'BYTE_ARRAY', 'FIXED_LEN_BYTE_ARRAY'].includes(physical);
  return isWhole ? { kind: 'decimal', scale } : { kind: 'plain' };
}
