import { listed } from './listed';

/** Terms by what they are compared by, each as it was first written. */
export type Terms = Map<string, string>;

/** The terms that stand on one side only; null where there are none. `isIn` tells whether the other side has one in another form. */
export function termsApart(
  a: Terms,
  b: Terms,
  isIn: (key: string, side: 'a' | 'b') => boolean = () => false,
): { a: string; b: string } | null {
  const onlyA = [...a].filter(([key]) => !b.has(key) && !isIn(key, 'b'));
  const onlyB = [...b].filter(([key]) => !a.has(key) && !isIn(key, 'a'));
  if (onlyA.length + onlyB.length === 0) return null;
  return { a: listed(onlyA.map(([, term]) => term)), b: listed(onlyB.map(([, term]) => term)) };
}
