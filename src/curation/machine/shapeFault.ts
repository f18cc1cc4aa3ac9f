/** A field's rule: whether its value is allowed. */
export type FieldRules = Readonly<Record<string, (value: unknown) => boolean>>;

/** What is wrong with the fields of an object that must have exactly these; null where nothing is. */
export function shapeFault(object: Record<string, unknown>, rules: FieldRules): string | null {
  for (const name of Object.keys(object)) if (!Object.hasOwn(rules, name)) return `unknown field "${name}"`;
  for (const [name, isAllowed] of Object.entries(rules)) {
    if (!Object.hasOwn(object, name)) return `"${name}" is missing`;
    if (!isAllowed(object[name])) return `"${name}" is ${JSON.stringify(object[name])}`;
  }
  return null;
}
