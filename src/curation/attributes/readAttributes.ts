import { controversialities, objectivities, taskCategories } from '../../verdicts/attributeValues';
import type { Attributes } from '../../verdicts/VerdictEvent';
import { abstention, type Abstention } from '../machine/Abstention';
import type { MachineAnswer } from '../machine/MachineAnswer';
import { readMachineObject } from '../machine/readMachineObject';
import { shapeFault, type FieldRules } from '../machine/shapeFault';
import { longestAttribute } from './attributePrompt';

export interface MachineAttributes {
  kind: 'attributes';
  attributes: Attributes;
}

/** The attributes that a machine wrote (arXiv 2507.01352, preference attributes): all five as asked for, or none of them. */
export function readAttributes(answer: MachineAnswer): MachineAttributes | Abstention {
  const read = readMachineObject(answer);
  if (read.kind === 'abstention') return read;
  const fault = shapeFault(read.fields, rules);
  return fault === null ? { kind: 'attributes', attributes: typed(read.fields) } : abstention('wrong_shape', fault);
}

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.length <= longestAttribute;
const isOneOf = (values: readonly string[]) => (value: unknown) => values.some((known) => known === value);

const rules: FieldRules = {
  category: isOneOf(taskCategories),
  objectivity: isOneOf(objectivities),
  controversiality: isOneOf(controversialities),
  desired: isText,
  guideline: isText,
};

function typed(fields: Record<string, unknown>): Attributes {
  return {
    category: taskCategories.find((known) => known === fields['category']) ?? null,
    objectivity: objectivities.find((known) => known === fields['objectivity']) ?? null,
    controversiality: controversialities.find((known) => known === fields['controversiality']) ?? null,
    desired: String(fields['desired']).trim(),
    guideline: String(fields['guideline']).trim(),
  };
}
