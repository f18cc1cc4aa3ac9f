import { sevenNames, type SevenFigures } from '../meanOfSeven';

/** What is taken over from another report. */
export interface OtherReport {
  model: { name: string };
  seven: SevenFigures;
}

/** The headline figures of a JSON report; null where the text is none. */
export function readReport(text: string): OtherReport | null {
  const value = parsed(text);
  return isReport(value) ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isReport(value: unknown): value is OtherReport {
  if (!isObject(value) || value['report'] !== 'assay-benchmark/1') return false;
  const { model, seven } = value;
  if (!isObject(model) || typeof model['name'] !== 'string' || !isObject(seven)) return false;
  return Object.entries(seven).every(
    ([name, figure]) => sevenNames.some((known) => known === name) && isFigure(figure),
  );
}

function isFigure(value: unknown): boolean {
  return isObject(value) && typeof value['value'] === 'number' && typeof value['isPartial'] === 'boolean';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
