import { outcomeOf, strengthOf } from '../outcomeOf';
import type { Choice } from '../VerdictEvent';

/** The choice whose outcome so many share, of middling strength; null where no outcome has so many. */
export function agreedChoice(choices: readonly Choice[], needed: number): Choice | null {
  const groups = choices.map((choice) => choices.filter((other) => outcomeOf(other) === outcomeOf(choice)));
  const enough = groups.find((group) => group.length >= needed);
  return enough === undefined ? null : middlingChoice(enough);
}

/** Of choices with one outcome the one of middling strength, the weaker of two in the middle; null where there are none. */
export function middlingChoice(choices: readonly Choice[]): Choice | null {
  const size = (choice: Choice) => Math.abs(strengthOf(choice) ?? 0);
  return choices.toSorted((one, other) => size(one) - size(other))[Math.floor((choices.length - 1) / 2)] ?? null;
}
