import type { Page } from 'playwright';

/** How many verdict events the page says are durable. */
export function eventCount(page: Page): Promise<number> {
  return page.evaluate(() =>
    Number(document.querySelector('[data-testid="event-count"]')?.textContent?.replace(/\D/g, '')),
  );
}
