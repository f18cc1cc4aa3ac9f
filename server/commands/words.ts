/** Numbers as a terminal shows them. */

/** Thousands with commas; up to three digits where it is small. */
export function countWords(value: number): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

/** `3 h 12 min`, `4 min 5 s`, `12 s`. */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${countWords(hours)} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

/** `1.2 GB`, in powers of ten, as shops sell disks. */
export function byteWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${countWords(bytes / 1000 ** power)} ${units[power] ?? ''}`;
}

/** `1 row`, `2 rows`. */
export function plural(count: number, one: string, more = `${one}s`): string {
  return `${countWords(count)} ${count === 1 ? one : more}`;
}
