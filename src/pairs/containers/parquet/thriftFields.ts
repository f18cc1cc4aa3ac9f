import { ParquetDamage } from './ParquetDamage';
import type { ThriftStruct } from './ThriftReader';

/** A field that is a whole number; null where it is absent or another thing. */
export function wholeIn(struct: ThriftStruct | null, field: number): number | null {
  const value = struct?.get(field);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** A field that counts something. @throws ParquetDamage where it is absent or below zero. */
export function countIn(struct: ThriftStruct, field: number, what: string): number {
  const value = wholeIn(struct, field);
  if (value === null || value < 0) throw new ParquetDamage(`${what} is missing or impossible`);
  return value;
}

export function structIn(struct: ThriftStruct | null, field: number): ThriftStruct | null {
  const value = struct?.get(field);
  return value instanceof Map ? value : null;
}

export function textIn(struct: ThriftStruct, field: number): string | null {
  const value = struct.get(field);
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : null;
}

/** A field that lists structs. @throws ParquetDamage where it is absent or lists anything else. */
export function structsIn(struct: ThriftStruct, field: number, what: string): ThriftStruct[] {
  const value = struct.get(field);
  if (!Array.isArray(value)) throw new ParquetDamage(`${what} is missing`);
  return value.map((element) => {
    if (element instanceof Map) return element;
    throw new ParquetDamage(`${what} holds something else`);
  });
}
