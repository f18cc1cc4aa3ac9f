import type { Page } from 'playwright';

/**
 * Loads a file of a recognised format as a person does (Home's file dialog, then "Load this file") and gives the number of
 * pairs that the import report states.
 */
export async function loadFile(page: Page, file: string, timeoutMs = 60_000): Promise<number> {
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await page.getByRole('button', { name: 'Load this file' }).click({ timeout: timeoutMs });
  const title = page.getByRole('heading', { name: /pairs? loaded$/ });
  await title.waitFor({ timeout: timeoutMs });
  return Number((await title.textContent())?.replace(/\D/g, ''));
}
