/** What a drawing needs of its page, as attributes: an SVG file has no page. */
const carried = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'text-anchor',
] as const;
const carriedOfText = ['font-family', 'font-size', 'font-weight'] as const;

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * A chart as an SVG file of its own: colours and fonts as they are on the screen now, on the page's background, with its title.
 * What can be pressed is left out. The same drawing gives the same bytes.
 */
export function chartSvg(drawing: SVGSVGElement, title: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  carryStyles(drawing, copy);
  for (const element of copy.querySelectorAll('[data-hits], [data-screen]')) element.remove();
  const raster = copy.querySelector('[data-raster]');
  const canvas = drawing.parentElement?.querySelector('canvas');
  if (raster && canvas) raster.replaceWith(imageOf(canvas, raster));
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('xmlns', svgNamespace);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const background = document.createElementNS(svgNamespace, 'rect');
  for (const [name, value] of Object.entries({ width, height, fill: colorOf(drawing) }))
    background.setAttribute(name, String(value));
  const name = document.createElementNS(svgNamespace, 'title');
  name.textContent = title;
  copy.prepend(name, background);
  return new XMLSerializer().serializeToString(copy);
}

function carryStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of carried) to.setAttribute(name, style.getPropertyValue(name));
  if (from instanceof SVGTextElement)
    for (const name of carriedOfText) to.setAttribute(name, style.getPropertyValue(name));
  to.removeAttribute('class');
  to.removeAttribute('style');
  for (const [at, child] of [...from.children].entries()) {
    const copy = to.children[at];
    if (copy) carryStyles(child, copy);
  }
}

/** What a canvas behind the drawing shows, in the place that the drawing keeps for it. */
function imageOf(canvas: HTMLCanvasElement, place: Element): SVGImageElement {
  const image = document.createElementNS(svgNamespace, 'image');
  for (const name of ['x', 'y', 'width', 'height']) image.setAttribute(name, place.getAttribute(name) ?? '0');
  image.setAttribute('href', canvas.toDataURL('image/png'));
  return image;
}

/** The page's background behind the drawing. */
function colorOf(drawing: Element): string {
  return getComputedStyle(drawing.ownerDocument.body).backgroundColor;
}
