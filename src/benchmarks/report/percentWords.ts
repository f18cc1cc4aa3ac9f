/** A share from 0 to 1 as percent with one decimal; a dash where there is none. */
export function percentWords(share: number | null): string {
  return share === null ? '–' : (share * 100).toFixed(1);
}
