import { cdp } from 'vitest/browser';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { chartPng } from '../../../src/studio/charts/chartPng';
import { chartSvg } from '../../../src/studio/charts/chartSvg';
import type { OpenStudio } from '../load/openStudio';
import { leaveCompare, openCompare, threeModels } from './compareStudio';

let open: OpenStudio;

beforeAll(async () => {
  open = await openCompare(200, threeModels);
  await vi.waitFor(() => expect(document.querySelector('canvas')).not.toBeNull(), { timeout: 20_000 });
});

afterEach(() => emulateMedia([]));

afterAll(() => leaveCompare(open, threeModels));

async function emulateMedia(features: { name: string; value: string }[]): Promise<void> {
  const session = cdp() as unknown as { send(method: string, given: object): Promise<void> };
  await session.send('Emulation.setEmulatedMedia', { features });
}

function figures(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('figure')];
}

function button(figure: HTMLElement, words: string): HTMLButtonElement {
  const found = [...figure.querySelectorAll<HTMLButtonElement>('button')].find(
    (one) => one.textContent.trim() === words,
  );
  if (!found) throw new Error(`${figure.querySelector('h2')?.textContent ?? ''} has no button ${words}.`);
  return found;
}

/** What a download would save, in place of the browser's own. */
async function saved(figure: HTMLElement, kind: string): Promise<{ name: string; content: Blob }> {
  const blobs: Blob[] = [];
  const names: string[] = [];
  const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return 'blob:none';
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  try {
    button(figure, kind).click();
    await vi.waitFor(() => expect(names).toHaveLength(1));
  } finally {
    create.mockRestore();
    click.mockRestore();
  }
  return { name: names[0] ?? '', content: blobs[0] ?? new Blob() };
}

function pairsIn(label: string | null): number | null {
  const found = /: ([\d,]+) pairs?/.exec(label ?? '')?.[1];
  return found === undefined ? null : Number(found.replaceAll(',', ''));
}

describe.sequential('charts', () => {
  test('every chart has a title in words and a table twin with rows', async () => {
    expect(figures().length).toBeGreaterThanOrEqual(9);
    for (const figure of figures()) {
      expect(figure.querySelector('h2')?.textContent).toMatch(/\w+/);
      button(figure, 'Table').click();
      await vi.waitFor(() => expect(figure.querySelectorAll('tbody tr').length).toBeGreaterThan(0));
      button(figure, 'Table').click();
      await vi.waitFor(() => expect(figure.querySelector('table')).toBeNull());
    }
  });

  test('the table says the numbers of the marks, and its rows filter like them', async () => {
    for (const title of ['Margins, Small model', 'Who stands against the label', 'Margin by length difference']) {
      const figure = figures().find((one) => one.querySelector('h2')?.textContent === title);
      if (!figure) throw new Error(`There is no chart ${title}.`);
      const marks = [...figure.querySelectorAll('svg [role=button]')].map((mark) =>
        pairsIn(mark.getAttribute('aria-label')),
      );
      button(figure, 'Table').click();
      await vi.waitFor(() => expect(figure.querySelector('table')).not.toBeNull());
      const column = [...figure.querySelectorAll('thead th')].findIndex((head) => head.textContent === 'Pairs');
      const rows = [...figure.querySelectorAll('tbody tr')].map((row) =>
        Number(row.children[column]?.textContent.replaceAll(',', '')),
      );
      expect(rows).toEqual(marks);
      const first = rows.findIndex((pairs) => pairs > 0);
      figure.querySelectorAll<HTMLButtonElement>('tbody button')[first]?.click();
      await vi.waitFor(() =>
        expect(open.text()).toContain(`${String(rows[first])} pair${rows[first] === 1 ? '' : 's'} selected`),
      );
      figure.querySelectorAll<HTMLButtonElement>('tbody button')[first]?.click();
      await vi.waitFor(() => expect(open.text()).toContain('180 pairs selected'));
      button(figure, 'Table').click();
    }
  });

  test('CSV and SVG of every chart are the same bytes twice, and none is empty', async () => {
    const names = new Set<string>();
    for (const figure of figures()) {
      for (const kind of ['CSV', 'SVG']) {
        const [one, two] = [await saved(figure, kind), await saved(figure, kind)];
        const [text, again] = [await one.content.text(), await two.content.text()];
        expect(text.length).toBeGreaterThan(40);
        expect(again).toBe(text);
        names.add(one.name);
      }
    }
    expect(names.size).toBe(2 * figures().length);
  });

  test('an SVG stands alone: its title, no variable of the page, nothing to press, the points of a scatter as a picture', () => {
    for (const figure of figures()) {
      const drawing = figure.querySelector('svg');
      if (!drawing) continue;
      const text = chartSvg(drawing, 'A & B');
      expect(text).toContain('<title>A &amp; B</title>');
      expect(text).not.toMatch(/var\(--|role="button"|class=/);
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      expect(parsed.querySelector('parsererror')).toBeNull();
      expect(parsed.querySelector('image') !== null).toBe(figure.querySelector('canvas') !== null);
    }
  });

  test('a PNG has two pixels for each of the drawing, and marks on it', async () => {
    const drawing = figures()[0]?.querySelector('svg');
    if (!drawing) throw new Error('There is no drawing.');
    const png = await chartPng(chartSvg(drawing, 'Margins'), 200, 150);
    const picture = await createImageBitmap(png);
    expect([picture.width, picture.height, png.type]).toEqual([400, 300, 'image/png']);
    const context = new OffscreenCanvas(400, 300).getContext('2d');
    context?.drawImage(picture, 0, 0);
    const data = context?.getImageData(0, 0, 400, 300).data ?? new Uint8ClampedArray();
    const colors = new Set(
      Array.from({ length: 400 * 300 }, (_, at) => `${String(data[4 * at])},${String(data[4 * at + 1])}`),
    );
    expect(colors.size).toBeGreaterThan(5);
  });

  test('in forced colours marks and lines have the colours of the system', async () => {
    await emulateMedia([{ name: 'forced-colors', value: 'active' }]);
    await vi.waitFor(() => expect(matchMedia('(forced-colors: active)').matches).toBe(true));
    const probe = document.createElement('i');
    probe.style.color = 'CanvasText';
    document.body.append(probe);
    const text = getComputedStyle(probe).color;
    probe.remove();
    const bar = document.querySelector('rect.bar');
    expect(bar && getComputedStyle(bar).fill).toBe(text);
    const axis = document.querySelector('line.axis');
    expect(axis && getComputedStyle(axis).stroke).toBe(text);
  });

  test('targets are 24 pixels high at least, but for bars, whose rows in the table are', () => {
    const small = [...document.querySelectorAll<HTMLElement>('main button, main select, main a')].filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().height < 24,
    );
    expect(small.map((one) => one.outerHTML.slice(0, 120))).toEqual([]);
  });
});
