/** The name under which a mapping is remembered: files with the same columns, in any order, share it. */
export function mappingKey(columns: string[]): string {
  return `mapping:${JSON.stringify([...columns].sort())}`;
}
