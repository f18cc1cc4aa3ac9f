/** 64 hex digits that no other test has. */
export function madeDigest(): string {
  return (crypto.randomUUID() + crypto.randomUUID()).replaceAll('-', '');
}
