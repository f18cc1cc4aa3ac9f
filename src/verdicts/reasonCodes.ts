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
  { code: 'reasoning_error', title: 'Reasoning or code', key: 'e' },
  { code: 'instruction', title: 'Instruction', key: 'i' },
  { code: 'incomplete', title: 'Incomplete', key: 'c' },
  { code: 'refusal', title: 'Refusal', key: 'r' },
  { code: 'unsafe', title: 'Unsafe', key: 'n' },
  { code: 'style', title: 'Style or tone', key: 's' },
  { code: 'format', title: 'Format', key: 'm' },
  { code: 'length', title: 'Length', key: 'l' },
  { code: 'underspecified', title: 'Underspecified', key: 'u' },
  { code: 'taste', title: 'Taste', key: 't' },
];

/** A stored reason in words; a code that this Assay does not know (a newer one stored it) as it stands. */
export function reasonTitle(code: string): string {
  return reasonCodes.find((reason) => reason.code === code)?.title ?? code;
}
