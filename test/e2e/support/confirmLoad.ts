import type { Page } from 'playwright';

/** Presses "Load this file" once the studio has recognised the format, and gives the pairs that the report states. */
export async function confirmLoad(page: Page, timeoutMs = 60_000): Promise<number> {
  await page.getByRole('button', { name: 'Load this file' }).click({ timeout: timeoutMs });
  const title = page.getByRole('heading', { name: /pairs? loaded$/ });
  await title.waitFor({ timeout: timeoutMs });
  return Number((await title.textContent())?.replace(/\D/g, ''));
}
