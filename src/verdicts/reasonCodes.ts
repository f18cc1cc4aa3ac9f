export interface ReasonCode {
  /** What is stored; never changed once a verdict may hold it. */
  code: string;
  title: string;
  /** The key that toggles it while the reasons are open. */
  key: string;
}

/** Why a person judged as they did, or could not. Optional, any number a verdict. */
export const reasonCodes: readonly ReasonCode[] = [
  { code: 'factual_error', title: 'Factual error', key: 'f' },
  { code: 'reasoning_error', title: 'Error in reasoning or code', key: 'e' },
  { code: 'instruction', title: 'Instruction not followed', key: 'i' },
  { code: 'incomplete', title: 'Incomplete', key: 'c' },
  { code: 'refusal', title: 'Refusal', key: 'r' },
  { code: 'unsafe', title: 'Unsafe', key: 'n' },
  { code: 'style', title: 'Style or tone', key: 's' },
  { code: 'format', title: 'Format', key: 'm' },
  { code: 'length', title: 'Length', key: 'l' },
  { code: 'underspecified', title: 'Task underspecified', key: 'u' },
  { code: 'taste', title: 'A matter of taste', key: 't' },
];
