/** What a data set of some files is called where nobody names it. */
export function nameOfFiles(files: readonly { name: string }[]): string {
  const [first, ...others] = files;
  return `${first?.name ?? ''}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}
