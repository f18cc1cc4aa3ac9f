/** Makes the PNG icons from the mark in public/icons/assay.svg: run it after the mark has changed. */
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from './chromium.mjs';

const folder = new URL('../public/icons/', import.meta.url);
const mark = await readFile(new URL('assay.svg', folder), 'utf8');

// A maskable icon may be cut to a circle: no transparent corners, and the mark well inside.
const icons = [
  { name: 'assay-192.png', size: 192, svg: mark },
  { name: 'assay-512.png', size: 512, svg: mark },
  {
    name: 'assay-maskable-512.png',
    size: 512,
    svg: mark.replace('rx="96"', '').replace('0 0 512 512', '-32 -32 576 576'),
  },
];

const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumFlags });
for (const { name, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const background = name.includes('maskable') ? '#faf8f4' : 'transparent';
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;background:${background}}</style>${svg}`);
  await page.screenshot({ path: new URL(name, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
