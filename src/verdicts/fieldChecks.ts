const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const sha256Form = /^[0-9a-f]{64}$/;
const isoForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The error of a field that breaks a rule: which field, what the rule is, what stood there. */
export function expectation(field: string, rule: string, value: unknown): TypeError {
  return new TypeError(`Verdict event: ${field} must be ${rule}, not ${shown(value)}.`);
}

/** The fields of an object that has exactly these keys, and any of the optional ones, read as own properties only. */
export function checkRecord(
  field: string,
  value: unknown,
  keys: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expectation(field, 'an object', value);
  const fields: Record<string, unknown> = {};
  for (const [key, own] of Object.entries(value)) {
    if (!keys.includes(key) && !optional.includes(key))
      throw new TypeError(`Verdict event: ${field} has the unknown field ${shown(key)}.`);
    fields[key] = own;
  }
  const missing = keys.find((key) => !Object.hasOwn(fields, key));
  if (missing !== undefined) throw new TypeError(`Verdict event: ${field} lacks the field "${missing}".`);
  return fields;
}

export function uuid(field: string, value: unknown): string {
  if (typeof value === 'string' && uuidForm.test(value)) return value;
  throw expectation(field, 'a UUID in lower case', value);
}

export function sha256Hex(field: string, value: unknown): string {
  if (typeof value === 'string' && sha256Form.test(value)) return value;
  throw expectation(field, '64 hex digits in lower case', value);
}

export function isoTime(field: string, value: unknown): string {
  if (typeof value === 'string' && isoForm.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw expectation(field, 'a UTC time like 2026-11-23T08:00:00.000Z', value);
}

export function integerFrom(smallest: number, field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= smallest) return value;
  throw expectation(field, `an integer from ${smallest}`, value);
}

export function text(field: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw expectation(field, 'text', value);
}

export function oneOf<const T>(allowed: readonly T[], field: string, value: unknown): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw expectation(field, `one of ${allowed.join(', ')}`, value);
}

export function listOf<T>(check: (field: string, value: unknown) => T, field: string, value: unknown): T[] {
  if (!Array.isArray(value)) throw expectation(field, 'a list', value);
  return Array.from(value, (element: unknown, at) => check(`${field}[${at}]`, element));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
