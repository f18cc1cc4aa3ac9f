import type { DifferenceCode } from './differenceTitles';

/**
 * Something that sets two responses apart, found by a written rule in their texts alone. It says what each side has, never which
 * is better. `code` is stable: a verdict stores the code of the difference that decided.
 */
export interface Difference {
  code: DifferenceCode;
  title: string;
  /** What A has, in a few words; of equal things "none". */
  a: string;
  b: string;
}
