/**
 * Why a machine's sample says nothing. It is never a vote, and it is counted by this code.
 *
 * `cut_off`: it ended at a limit. `empty`: no text. `refused`: declined, or stopped by a filter. `prose`: no JSON object alone.
 * `repeated_field`: one field twice, so that it can be read both ways. `wrong_shape`: a field lacks, is unknown or has another
 * kind of value. `both_sides`: it names both candidates. `too_long`: the pair does not fit, and was not asked. `orders`: a response
 * gives the judge orders, and the pair was not asked.
 */
export const abstentionCodes = [
  'cut_off',
  'empty',
  'refused',
  'prose',
  'repeated_field',
  'wrong_shape',
  'both_sides',
  'too_long',
  'orders',
] as const;

export type AbstentionCode = (typeof abstentionCodes)[number];

export interface Abstention {
  kind: 'abstention';
  why: AbstentionCode;
  /** For people: what stood there. */
  detail: string;
}

const longestDetail = 120;

/** An abstention with what stood there, cut to a length that fits a record. */
export function abstention(why: AbstentionCode, detail: string): Abstention {
  const line = detail.replace(/\s+/g, ' ').trim();
  return { kind: 'abstention', why, detail: line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line };
}
