/** In the order in which they must be asked for: most say that they are Chrome and Safari too. */
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

/** What a browser called itself, in two words: enough to tell one's laptop from one's phone. */
export function browserWords(userAgent: string): string {
  const named = (known: readonly (readonly [string, string])[]) =>
    known.find(([sign]) => userAgent.includes(sign))?.[1] ?? null;
  const [browser, system] = [named(browsers) ?? 'A browser', named(systems)];
  return system === null ? browser : `${browser} on ${system}`;
}
