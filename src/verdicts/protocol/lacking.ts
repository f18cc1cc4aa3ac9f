import type { TaskCategory } from '../attributeValues';
import type { VerdictData } from '../VerdictEvent';
import type { Protocol, Requirement } from './Protocol';

/** What a verdict is given with, as far as a protocol can ask for it. */
export interface GivenWith extends Pick<VerdictData, 'rationale' | 'reasons' | 'evidence' | 'decidedBy'> {
  /** Whether a person has written or confirmed the pair's attributes. */
  attributesVerified: boolean;
}

/** What gold needs on a pair of this category; null: of no known category. */
export function requirementsOf({ requirements }: Protocol, category: TaskCategory | null): Requirement[] {
  const own = category === null ? [] : (requirements.categories[category] ?? []);
  return [...new Set([...requirements.every, ...own])];
}

/**
 * What the protocol asks for and was not given. Only a verdict that says which response is better, or that none is, has to
 * be shown: one that says that nobody can decide, or that people rightly differ, leaves as no label and needs nothing.
 */
export function lacking(
  protocol: Protocol,
  category: TaskCategory | null,
  kind: VerdictData['choice']['kind'],
  given: GivenWith,
): Requirement[] {
  if (kind !== 'preference' && kind !== 'both_bad') return [];
  return requirementsOf(protocol, category).filter((requirement) => !isMet(requirement, given));
}

export function isMet(requirement: Requirement, given: GivenWith): boolean {
  const { evidence = [], rationale, reasons, decidedBy = '', attributesVerified } = given;
  const met: Record<Requirement, () => boolean> = {
    evidence: () => evidence.some(({ link, note }) => link !== '' || note !== ''),
    evidence_link: () => evidence.some(({ link }) => link !== ''),
    rationale: () => rationale.trim() !== '',
    reason_code: () => reasons.length > 0,
    attributes_verified: () => attributesVerified,
    decided_by: () => decidedBy !== '',
  };
  return met[requirement]();
}
