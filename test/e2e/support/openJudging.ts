import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright';
import { confirmLoad } from './confirmLoad';
import { launchChromium, makeProfile } from './launchChromium';
import { startServer } from './startServer';

/** The 18 pairs of PandaLM that are judged. */
export const judgedFile = fileURLToPath(new URL('../../files/e2e/pandalm-18.jsonl', import.meta.url));

export interface Judging {
  page: Page;
  devtools: CDPSession;
  close: () => Promise<void>;
}

/** A browser in the Verify room, with its first pair on the screen. @param touch on a phone's screen, with fingers */
export async function openJudging({ touch = false } = {}): Promise<Judging> {
  const server = await startServer();
  const browser = await launchChromium(await makeProfile(), { webgpu: false, touch });
  const page = browser.pages()[0] ?? (await browser.newPage());
  const devtools = await browser.newCDPSession(page);
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(judgedFile);
  await confirmLoad(page);
  await page.goto(`${server.address}#/verify`);
  await page.locator('main[data-phase="judging"]').waitFor();
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  return { page, devtools, close };
}
