import type { Page } from 'playwright';

/** Brings a file of rewards into the studio as a person does, for the open data set. */
export async function bringModel(page: Page, file: string, timeoutMs: number): Promise<void> {
  await page.goto(new URL('#/models', page.url()).href);
  const open = page.getByRole('button', { name: 'Bring rewards from a file' });
  const section = page.getByRole('region', { name: 'Bring rewards from a file' });
  await open.or(section).first().waitFor({ timeout: timeoutMs });
  if (!(await section.isVisible())) await open.click();
  await page.getByLabel('File of rewards').setInputFiles(file);
  await page.getByRole('button', { name: 'Keep these rewards' }).click({ timeout: timeoutMs });
  await section.getByText('is kept').waitFor({ timeout: timeoutMs });
  await section.getByRole('button', { name: 'Close' }).click();
}
