import type { Label } from '../Label';
import { sameChoice } from '../sameChoice';
import type { Verdict } from '../verdictsInForce';

/**
 * What a person would have to add to make their label gold, by the requirement's code: the least that any of their verdicts of
 * this choice lacks. Null where nothing of the kind stands in the way: the label is gold, or nothing that is added makes it so.
 */
export function missingForGold(label: Label | null, own: readonly Verdict[]): string[] | null {
  if (!label || label.gold) return null;
  const same = own.filter(({ data }) => data.occasion !== 'repeat' && sameChoice(data.choice, label.choice));
  if (!same.some(({ data }) => data.visibility === 'blind')) return null;
  const lacks = same.map(({ data }) => data.lacks ?? []).sort((one, other) => one.length - other.length)[0];
  return lacks && lacks.length > 0 ? lacks : null;
}
