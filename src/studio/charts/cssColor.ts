import type { Color } from './densityImage';

const canvas = { context: null as OffscreenCanvasRenderingContext2D | null };

/**
 * The colour that a custom property of the theme has on an element now, in red, green and blue: in the theme that is in use, and
 * in forced colours the system's.
 */
export function cssColor(element: HTMLElement, name: `--${string}`): Color {
  element.style.color = `var(${name})`;
  const color = getComputedStyle(element).color;
  canvas.context ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const { context } = canvas;
  if (!context) return [0, 0, 0];
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
