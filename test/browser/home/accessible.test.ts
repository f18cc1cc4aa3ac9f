import { page } from 'vitest/browser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { axeFindings } from '../axeFindings';
import { openStudio, trlFile, type OpenStudio } from '../load/openStudio';

let open: OpenStudio;

beforeAll(async () => {
  open = await openStudio('#/home');
  await open.studio.importing.take([trlFile('accessible.jsonl', 30, crypto.randomUUID())]);
  await open.studio.importing.start();
});

afterAll(async () => {
  const id = open.studio.open?.dataSet.id;
  if (id) await open.studio.removeDataSet(id);
  await open.close();
});

/** What is folded away is read as well: which models stand open depends on what this browser holds. */
function openFolded(): void {
  for (const button of document.querySelectorAll<HTMLElement>('main [aria-expanded="false"]')) button.click();
}

const rooms = [
  ['#/home', 'Data sets'],
  ['#/load', 'Import report'],
  ['#/pairs', 'hidden until judged'],
  ['#/models', 'Storage on this device'],
  ['#/export', 'Backup'],
  ['#/verify', 'Response A'],
  ['#/people', 'Ledgers'],
  ['#/report', 'Wrong labels'],
] as const;

const screens = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'dark', width: 390 },
];

test.each(rooms.flatMap(([hash, text]) => screens.map((screen) => ({ hash, text, ...screen }))))(
  'axe finds nothing in $hash, $theme, $width pixels wide',
  async ({ theme, width, hash, text }) => {
    await page.viewport(width, 900);
    document.documentElement.dataset['theme'] = theme;
    location.hash = hash;
    await vi.waitFor(() => expect(open.text()).toContain(text), { timeout: 20_000 });
    openFolded();
    expect(await axeFindings(document.body)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);
