import { parquetWriteBuffer } from 'hyparquet-writer';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ImportReport } from '../../../src/pairs/ImportReport';
import { drop, fileOf, openStudio, trlFile, type OpenStudio } from './openStudio';

let open: OpenStudio;
const mark = () => crypto.randomUUID();

beforeEach(async () => {
  open = await openStudio('#/load');
});

afterEach(async () => {
  for (const { id } of open.studio.dataSets) await open.studio.removeDataSet(id);
  await open.close();
});

function shows(text: string | RegExp): Promise<void> {
  return vi.waitFor(() => expect(open.text()).toMatch(text), { timeout: 20_000 });
}

async function gzip(file: File): Promise<Blob> {
  return new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob();
}

function parquet(rows: number, text: string): ArrayBuffer {
  const data = (value: (row: number) => string) => Array.from({ length: rows }, (_, row) => value(row));
  return parquetWriteBuffer({
    columnData: [
      { name: 'prompt', data: data((row) => `${text} ${String(row)}`) },
      { name: 'chosen', data: data(() => 'Seven.') },
      { name: 'rejected', data: data(() => 'Nine.') },
    ],
  });
}

/** A folder as a drop gives it. */
function folder(
  name: string,
  files: { [path: string]: string },
): { name: string; files: { path: string; file: File }[] } {
  return { name, files: Object.entries(files).map(([path, text]) => ({ path, file: fileOf(path, text) })) };
}

const line = (prompt: string) => JSON.stringify({ prompt, chosen: 'x', rejected: 'y' });

test('files that arrive together become one data set: each named with container, shape and size, others left out', async () => {
  const text = mark();
  const packed = await gzip(trlFile('b.jsonl', 3, text));
  drop(
    trlFile('a.jsonl', 2, `${text} a`),
    fileOf('b.jsonl.gz', packed),
    fileOf('c.parquet', parquet(4, text)),
    fileOf('picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0])),
  );
  await shows(/3 files/);
  await shows(/b\.jsonl\.gz ?JSON Lines, in gzip/);
  await shows(/c\.parquet ?Parquet/);
  await shows(/1 file left out.*picture\.png.*is a PNG image/);
  await expect.element(page.getByLabelText('Name of the data set')).toHaveValue('a.jsonl and 2 more');
  await page.getByLabelText('Name of the data set').fill('load-together');
  await page.getByRole('button', { name: 'Load 3 files' }).click();
  await shows(/9 pairs loaded/);
  expect(open.studio.dataSets.at(-1)?.name).toBe('load-together');
  await shows(/By file.*a\.jsonl.*b\.jsonl\.gz.*c\.parquet/);
});

test('a file can be left out by hand, and a file whose columns are new is asked about before anything loads', async () => {
  const text = mark();
  drop(trlFile('a.jsonl', 2, text), fileOf('odd.csv', `frage,gut,schlecht\n${text},Sieben.,Neun.\n`));
  await shows(/These columns are new to Assay/);
  await shows(/Say what the columns of odd\.csv hold/);
  const load = page.getByRole('button', { name: 'Load 2 files' });
  await expect.element(load).toBeDisabled();
  await page.getByRole('button', { name: 'Leave out odd.csv' }).click();
  await page.getByRole('button', { name: 'Load this file' }).click();
  await shows(/2 pairs loaded/);
});

test('files with the same columns share a mapping, those with other columns keep their own', async () => {
  const text = mark();
  const one = (name: string, columns: string) => fileOf(name, `${columns}\n${text} ${name},Sieben.,Neun.\n`);
  drop(one('a.csv', 'q1,good1,bad1'), one('b.csv', 'q1,good1,bad1'), one('c.csv', 'q2,good2,bad2'));
  await shows(/3 files/);
  for (const n of ['1', '2']) {
    if (n === '2') await page.getByRole('button', { name: 'c.csv', exact: true }).click();
    await page.getByRole('combobox', { name: 'Prompt' }).selectOptions(`q${n}`);
    await page.getByRole('combobox', { name: 'Better response' }).selectOptions(`good${n}`);
    await page.getByRole('combobox', { name: 'Worse response' }).selectOptions(`bad${n}`);
    await shows(/Better Sieben\. Worse Neun\./);
  }
  const load = page.getByRole('button', { name: 'Load 3 files' });
  await expect.element(load).toBeEnabled();
  await load.click();
  await shows(/3 pairs loaded/);
});

test('rows of every file that was on the screen are not blind any more, and no others', async () => {
  const text = mark();
  drop(trlFile('a.jsonl', 5, `${text} a`), trlFile('b.jsonl', 5, `${text} b`), trlFile('c.jsonl', 5, `${text} c`));
  await shows(/3 files/);
  await page.getByRole('button', { name: 'b.jsonl', exact: true }).click();
  await page.getByRole('button', { name: 'Load 3 files' }).click();
  await shows(/15 pairs loaded/);
  const dataSet = open.studio.open;
  const seen = Array.from({ length: 15 }, (_, row) => open.studio.revealed.has(dataSet?.pairId(row) ?? ''));
  expect(seen.map(Number).join('')).toBe('111001110000000');
});

test('a folder of data goes to Load under its name, without what is no data', async () => {
  const text = mark();
  const files = {
    'data/train.jsonl': line(text),
    'README.md': '# words',
    'dataset_infos.json': '{}',
    '.DS_Store': 'x',
  };
  await open.studio.takeFolder(folder('load-folder', files));
  await expect.element(page.getByLabelText('Name of the data set')).toHaveValue('load-folder');
  await shows(/2 files left out.*README\.md: no data file/);
  await page.getByRole('button', { name: 'Load this file' }).click();
  await shows(/1 pair loaded/);
});

test('a folder saved by datasets is refused with what to do, an empty one by name', async () => {
  await open.studio.takeFolder(folder('saved', { 'state.json': '{}', 'data-00000-of-00001.arrow': 'ARROW1' }));
  await shows(/"saved" was saved by datasets .*load_from_disk\("saved"\)\.to_parquet/);
  await open.studio.takeFolder(folder('pictures', { 'a.png': 'x' }));
  await shows(/"pictures" holds no data file \(the first one is "a\.png"\)/);
});

test('a folder with a config.json goes to Models', async () => {
  await open.studio.takeFolder(folder('checkpoint', { 'config.json': '{}' }));
  expect(location.hash).toMatch(/^#\/models/);
});

function paste(target: EventTarget, data: { text?: string; file?: File }): boolean {
  const clipboardData = new DataTransfer();
  if (data.text !== undefined) clipboardData.setData('text/plain', data.text);
  if (data.file) clipboardData.items.add(data.file);
  return target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

test('what is pasted outside of fields is taken, from every room: rows of a spreadsheet, files', async () => {
  location.hash = '#/home';
  const text = mark();
  paste(document.body, { text: `prompt\tchosen\trejected\n${text}\tSeven.\tNine.` });
  await shows(/CSV divided by tabs/);
  await expect
    .element(page.getByLabelText('Name of the data set'))
    .toHaveValue(expect.stringMatching(/^Pasted, \d\d:\d\d/));
  await page.getByRole('button', { name: 'Load this file' }).click();
  await shows(/1 pair loaded/);
  paste(document.body, { file: trlFile('pasted.jsonl', 2, text) });
  await expect.element(page.getByLabelText('Name of the data set')).toHaveValue('pasted.jsonl');
});

test('what is pasted into a field stays there', async () => {
  await userEvent.click(page.getByRole('textbox', { name: 'Data set' }));
  const field = document.activeElement;
  expect(field?.tagName).toBe('INPUT');
  expect(paste(field ?? document.body, { text: line('x') })).toBe(true);
  expect(open.studio.importing.stage).toBe('empty');
});

test('where the browser gives no clipboard, Paste opens a dialog that takes the rows', async () => {
  const reads = vi.spyOn(navigator.clipboard, 'readText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  try {
    await page.getByRole('button', { name: 'Paste' }).click();
    await page.getByLabelText(/JSON Lines, JSON or CSV/).fill(`${line(mark())}\n${line(mark())}`);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('button', { name: 'Load this file' }).click();
    await shows(/2 pairs loaded/);
  } finally {
    reads.mockRestore();
  }
});

test('more bytes than there is room for are said before anything loads', async () => {
  drop(trlFile('big.jsonl', 1, mark()));
  await shows(/Load this file/);
  open.studio.importing.freeBytes = 10;
  await shows(/This file has \d+ bytes, and this browser has room for 10 bytes more/);
});

test('the report is kept as Markdown and JSON, with everything that the screen says', async () => {
  const kept: File[] = [];
  const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    kept.push(blob as File);
    return 'blob:made';
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  try {
    const text = mark();
    drop(fileOf('a.jsonl', `${line(text)}\n${line(text)}\n{broken\n`), fileOf('b.jsonl', line(text)));
    await page.getByRole('button', { name: 'Load 2 files' }).click();
    await shows(/1 pair loaded/);
    await page.getByRole('button', { name: 'Keep report (Markdown)' }).click();
    await page.getByRole('button', { name: 'Keep report (JSON)' }).click();
    const [markdown, json] = await Promise.all(kept.map((blob) => blob.text()));
    expect(markdown).toMatch(/## By file/);
    expect(markdown).toMatch(/\| a\.jsonl \| 3 \|/);
    expect(JSON.parse(json ?? '') as ImportReport).toMatchObject({ rows: 4, kept: 1, duplicates: 2, files: [{}, {}] });
  } finally {
    make.mockRestore();
    click.mockRestore();
  }
});
