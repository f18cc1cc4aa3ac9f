import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drop, fileOf, openStudio, trlFile, type OpenStudio } from './openStudio';

let open: OpenStudio;

beforeEach(async () => {
  open = await openStudio('#/load');
});

afterEach(async () => {
  for (const { id, name } of open.studio.dataSets) if (name.startsWith('load-')) await open.studio.removeDataSet(id);
  await open.close();
});

function shows(text: string | RegExp): Promise<void> {
  return vi.waitFor(() => expect(open.text()).toMatch(text), { timeout: 20_000 });
}

test('an empty file says that it is empty, and leaves everything as it was', async () => {
  const before = open.studio.dataSets.length;
  drop(fileOf('load-empty.jsonl'));
  await shows(/load-empty\.jsonl is empty/);
  expect(open.text()).toContain('Choose other files');
  expect(open.studio.dataSets.length).toBe(before);
});

test('a binary file says what it is', async () => {
  drop(fileOf('load-picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0])));
  await shows(/load-picture\.png is a PNG image/);
});

test('markup in a file is shown as text and runs nowhere', async () => {
  const markup = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</scr' + 'ipt>';
  drop(trlFile('load-markup.jsonl', 2, markup));
  await shows(/Load this file/);
  expect(open.text()).toContain('<img src=x');
  expect(document.querySelector('.room img, .room script')).toBeNull();
  expect(window).not.toHaveProperty('ran');
});

test('broken rows are listed by line with their reason, and the others load', async () => {
  drop(fileOf('load-broken.jsonl', '{"prompt":"a","chosen":"x","rejected":"y"}\n{broken\n{"prompt":"b"}\n'));
  await page.getByRole('button', { name: 'Load this file' }).click();
  await shows(/1 pair loaded/);
  await shows(/2 rejected rows/);
  const lines = [...document.querySelectorAll('.frame tbody tr')].map((row) => row.firstElementChild?.textContent);
  expect(lines).toEqual(['2', '3']);
});

test('unknown columns open the mapping panel with a live preview, and the mapping is remembered', async () => {
  const csv = 'frage,gut,schlecht\nEine Primzahl?,Sieben.,Neun.\n';
  drop(fileOf('load-odd.csv', csv));
  await shows(/These columns are new to Assay/);
  const load = page.getByRole('button', { name: 'Load this file' });
  await expect.element(load).toBeDisabled();
  await page.getByRole('combobox', { name: 'Prompt' }).selectOptions('frage');
  await page.getByRole('combobox', { name: 'Better response' }).selectOptions('gut');
  await page.getByRole('combobox', { name: 'Worse response' }).selectOptions('schlecht');
  await shows(/Prompt Eine Primzahl\? Better Sieben\. Worse Neun\./);
  await load.click();
  await shows(/1 pair loaded/);
  drop(fileOf('load-again.csv', csv));
  await shows(/Read as last time/);
  await shows(/Better Sieben\./);
});

test('the rows that Load shows with their labels are not blind any more; the others are', async () => {
  drop(trlFile('load-shown.jsonl', 5, 'shown'));
  await page.getByRole('button', { name: 'Load this file' }).click();
  await shows(/5 pairs loaded/);
  const dataSet = open.studio.open;
  const seen = [0, 1, 2, 3, 4].map((row) => open.studio.revealed.has(dataSet?.pairId(row) ?? ''));
  expect(seen).toEqual([true, true, true, false, false]);
});
