/** Pixels of the picture for one of the drawing: sharp in a document and on a slide. */
const pixelRatio = 2;

/**
 * Draws an SVG file (`chartSvg`) into a PNG.
 *
 * @throws Error where the browser cannot draw it, as with a drawing larger than its canvases.
 */
export async function chartPng(svg: string, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(Math.round(width * pixelRatio), Math.round(height * pixelRatio));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}
