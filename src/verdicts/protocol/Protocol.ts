import type { TaskCategory } from '../attributeValues';

/**
 * What a protocol may ask for before a verdict can be gold. The codes are stored in verdicts (`lacks`) and never change.
 * `evidence`: a link or a note of what was looked up or run; `evidence_link`: a link.
 */
export const requirements = [
  'evidence',
  'evidence_link',
  'rationale',
  'reason_code',
  'attributes_verified',
  'decided_by',
] as const;

export type Requirement = (typeof requirements)[number];

/** The rules under which verdicts are given, as a team wrote them down. */
export interface Protocol {
  /** Lower-case letters, digits and hyphens. */
  id: string;
  /** Numbers with dots. */
  version: string;
  title: string;
  /** Tools that a person may use, and those that they may not. */
  allowed: string[];
  forbidden: string[];
  /** What gold needs on every pair, and what beside it on those of a category. */
  requirements: { every: Requirement[]; categories: Partial<Record<TaskCategory, Requirement[]>> };
  /** Markdown: for every pair, and beside it for those of a category. */
  rules: { every: string; categories: Partial<Record<TaskCategory, string>> };
}

/** How a verdict names the protocol that it was given under. */
export function protocolName({ id, version }: Pick<Protocol, 'id' | 'version'>): string {
  return `${id}@${version}`;
}
