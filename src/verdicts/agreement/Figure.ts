/**
 * Why a figure of agreement says nothing. `no_overlap`: no unit was judged twice. `one_value`: everybody always said the same
 * value, so that chance alone explains the agreement. `uneven`: units have different numbers of verdicts, which this figure
 * does not take.
 */
export type Undefined = 'no_overlap' | 'one_value' | 'uneven';

/** A figure of agreement, or why it is undefined. */
export type Figure = { value: number } | { undefinedBecause: Undefined };

export function isDefined(figure: Figure): figure is { value: number } {
  return 'value' in figure;
}
