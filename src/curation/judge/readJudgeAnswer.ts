import { abstention, type Abstention } from '../machine/Abstention';
import type { MachineAnswer } from '../machine/MachineAnswer';
import { readMachineObject } from '../machine/readMachineObject';
import { shapeFault, type FieldRules } from '../machine/shapeFault';

/** What one sample of a judge says, in canonical order. */
export interface JudgeVerdict {
  kind: 'verdict';
  winner: 'first' | 'second' | 'undecidable';
  /** 1 to 5, the judge's own word: it is kept and decides nothing. */
  confidence: number;
  reason: string;
}

export type JudgeSample = JudgeVerdict | Abstention;

/** What a judge answered, with the swap taken back; whatever is not exactly as asked for is an abstention with its reason. */
export function readJudgeAnswer(answer: MachineAnswer, swapped: boolean): JudgeSample {
  const read = readMachineObject(answer);
  if (read.kind === 'abstention') {
    return read.why === 'repeated_field' && read.detail.includes('"winner"')
      ? abstention('both_sides', read.detail)
      : read;
  }
  const { winner, confidence, reason } = read.fields;
  if (namesBoth(winner)) return abstention('both_sides', `"winner" is ${JSON.stringify(winner)}`);
  const fault = shapeFault(read.fields, rules);
  if (fault !== null) return abstention('wrong_shape', fault);
  return {
    kind: 'verdict',
    winner: canonical(winner, swapped),
    confidence: Number(confidence),
    reason: String(reason),
  };
}

const rules: FieldRules = {
  reason: (value) => typeof value === 'string',
  winner: (value) => value === '1' || value === '2' || value === 'undecidable',
  confidence: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 5,
};

function namesBoth(winner: unknown): boolean {
  const said = JSON.stringify(winner) ?? '';
  return /\b(?:both|tie|equal)\b/i.test(said) || (/\b1\b/.test(said) && /\b2\b/.test(said));
}

function canonical(winner: unknown, swapped: boolean): JudgeVerdict['winner'] {
  if (winner === 'undecidable') return 'undecidable';
  return (winner === '1') === swapped ? 'second' : 'first';
}
