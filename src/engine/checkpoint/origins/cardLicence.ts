/** The licence in the front matter of a model card (`license:`, or `license_name:` where that is "other"); null where there is none. */
export function cardLicence(card: string): string | null {
  const matter = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(card)?.[1] ?? '';
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*['"]?([^'"#\\r\\n]+)`, 'm').exec(matter)?.[1]?.trim() || null;
  const licence = field('license');
  return licence === 'other' ? (field('license_name') ?? licence) : licence;
}
