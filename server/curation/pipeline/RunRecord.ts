import { readFile } from 'node:fs/promises';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import type { Json } from '../../../src/pairs/Json';
import { writeDurably } from './durableFile';
import type { Step } from './Step';

/** What a run remembers of a step, beside the step's own folder. */
export interface StepRecord {
  version: number;
  settings: Json;
  inputs: string[];
  /** Folder's key once the step has finished; null before. */
  key: string | null;
}

/** What the last run of a plan was to do and has done, so that a change of the plan is noticed before anything is redone. */
export type RunRecord = Record<string, StepRecord>;

export async function readRecord(path: string): Promise<RunRecord> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return JSON.parse(text) as RunRecord;
}

export function writeRecord(path: string, record: RunRecord): Promise<void> {
  return writeDurably(path, `${JSON.stringify(record, null, 2)}\n`);
}

/** A finished step that is no longer what the plan says, and why in words. */
export interface Redone {
  label: string;
  why: string;
}

/** Which finished steps would be done again, since their settings, their code or what goes into them has changed. */
export function stepsToRedo(steps: readonly Step[], record: RunRecord): Redone[] {
  const redone = new Map<string, string>();
  for (const step of steps) {
    const was = record[step.label];
    if (was?.key === undefined || was.key === null) continue;
    const why = changeOf(step, was) ?? afterOf(step, redone);
    if (why !== null) redone.set(step.label, why);
  }
  return [...redone].map(([label, why]) => ({ label, why }));
}

function changeOf(step: Step, was: StepRecord): string | null {
  if (step.version !== was.version) return `its code is version ${step.version}, was ${was.version}`;
  if (step.inputs.join() !== was.inputs.join())
    return `it takes ${step.inputs.join(', ')}, took ${was.inputs.join(', ')}`;
  if (canonicalJson(step.settings) === canonicalJson(was.settings)) return null;
  return `its settings changed: ${differences(was.settings, step.settings).join('; ')}`;
}

function afterOf({ inputs }: Step, redone: ReadonlyMap<string, string>): string | null {
  const before = inputs.find((label) => redone.has(label));
  return before === undefined ? null : `it follows ${before}`;
}

function differences(was: Json, is: Json, path = ''): string[] {
  if (!isObject(was) || !isObject(is)) {
    if (was === is || canonicalJson(was) === canonicalJson(is)) return [];
    return [`${path || 'settings'} ${short(was)} → ${short(is)}`];
  }
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name) =>
    differences(was[name] ?? null, is[name] ?? null, path === '' ? name : `${path}.${name}`),
  );
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
