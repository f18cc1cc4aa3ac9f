import type { Step } from '../../verdicts/strengthWords';
import { steps } from '../../verdicts/strengthWords';
import type { Attributes, Evidence } from '../../verdicts/VerdictEvent';

/** What a person has chosen or written of a pair and not given yet. */
export interface NotesDraft {
  step: Step | null;
  rationale: string;
  reasons: string[];
  evidence: Evidence[];
  /** Evidence that is half typed. */
  claim: string;
  source: string;
  decidedBy: string;
  /** Attributes as they were edited and not verified yet; null where nobody touched them. */
  attributes: Attributes | null;
}

export const emptyDraft: NotesDraft = {
  ...{ step: null, rationale: '', reasons: [], evidence: [], claim: '', source: '', decidedBy: '' },
  attributes: null,
};

/** A draft as it was stored; null where the value is of another shape, as an older or newer studio may have left it. */
export function readDraft(value: unknown): NotesDraft | null {
  if (!isRecord(value)) return null;
  const { rationale, claim, source, decidedBy, reasons, evidence, attributes } = value;
  const texts = [rationale, claim, source, decidedBy];
  const lists = [reasons, evidence];
  if (!texts.every((text) => typeof text === 'string') || !lists.every(Array.isArray)) return null;
  const kept = value as unknown as NotesDraft;
  return {
    step: steps.find((step) => step === kept.step) ?? null,
    ...{ rationale: kept.rationale, claim: kept.claim, source: kept.source, decidedBy: kept.decidedBy },
    reasons: kept.reasons.filter((reason) => typeof reason === 'string'),
    evidence: kept.evidence.filter(isEvidence),
    attributes: isRecord(attributes) ? kept.attributes : null,
  };
}

function isEvidence(value: unknown): value is Evidence {
  return isRecord(value) && ['claim', 'link', 'note'].every((name) => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
