/** A share as the screens write it: "41.2 %". */
export function percentWords(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
