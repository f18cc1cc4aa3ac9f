/** A text cut to about so many pixels of chart text; drawings do not cut by themselves. */
export function shortened(text: string, pixels: number): string {
  const most = Math.max(3, Math.floor(pixels / 6.1));
  return text.length <= most ? text : `${text.slice(0, most - 1)}\u2026`;
}
