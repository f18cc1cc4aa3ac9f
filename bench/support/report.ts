import type { BenchFields } from './Bench';
import { machine } from './machine';

/** Rounds to three significant figures and at least to a whole number's digits: more would be noise. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

function roundedFields(fields: BenchFields): BenchFields {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (typeof value === 'number') return [name, rounded(value)] as const;
    return [name, typeof value === 'object' && value !== null ? roundedFields(value) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** A bench's figures as text for a person, one line each. */
export function readable(fields: BenchFields, indent = '  '): string {
  const lines = Object.entries(roundedFields(fields)).map(([name, value]) => {
    if (typeof value === 'object' && value !== null) return `${indent}${name}\n${readable(value, `${indent}  `)}`;
    return `${indent}${name.padEnd(32)}${String(value)}`;
  });
  return lines.join('\n');
}

/** The last line of a bench: one JSON object with the figures and the machine. */
export function reportLine(bench: string, quick: boolean, fields: BenchFields): string {
  return JSON.stringify({ bench, ...(quick ? { quick } : {}), machine: machine(), ...roundedFields(fields) });
}
