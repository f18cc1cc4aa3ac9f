import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from 'playwright';

/** Drops a file onto the window once a room stands in it, with the events that a drag from the desktop gives. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await page.locator('#studio main').waitFor();
  const text = await readFile(path, 'utf8');
  const transfer = await page.evaluateHandle(
    ({ name, content }) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      return data;
    },
    { name: basename(path), content: text },
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
}
