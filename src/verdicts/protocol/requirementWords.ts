import { requirements, type Requirement } from './Protocol';

const words: Readonly<Record<Requirement, string>> = {
  evidence: 'a source or a note of what was run',
  evidence_link: 'a link as evidence',
  rationale: 'a rationale',
  reason_code: 'a reason',
  attributes_verified: 'verified attributes',
  decided_by: 'the difference that decided',
};

/** A requirement in words; a code that this Assay does not know (a newer one stored it) as it stands. */
export function requirementWords(code: string): string {
  const known = requirements.find((requirement) => requirement === code);
  return known ? words[known] : code;
}

/** Several, as they stand in a sentence: "a rationale and a reason". */
export function requirementsInWords(codes: readonly string[]): string {
  const all = codes.map(requirementWords);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
