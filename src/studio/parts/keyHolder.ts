import { keysOf, shortcutNames, shortcuts, type Shortcut, type ShortcutName } from './shortcuts';

/**
 * The other shortcut that is in the way of giving `keys` to one: it has the same keys where both work, or one of the two
 * begins with the other. Null where the keys are free.
 */
export function keyHolder(keys: string, wanted: ShortcutName): ShortcutName | null {
  const { context } = shortcuts[wanted];
  const others = shortcutNames.filter((name) => name !== wanted && meet(shortcuts[name].context, context));
  return others.find((name) => keysOf(name).some((held) => clash(held, keys))) ?? null;
}

function meet(a: Shortcut['context'], b: Shortcut['context']): boolean {
  return a === b || a === 'everywhere' || b === 'everywhere';
}

/** Two keys in a row and the first of them alone cannot both be shortcuts: the first would never come to its second. */
export function clash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
}
