import axe from 'axe-core';
import { page } from 'vitest/browser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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
] as const;

test.each(['light', 'dark'].flatMap((theme) => rooms.map(([hash, text]) => ({ theme, hash, text }))))(
  'axe finds nothing in $hash, $theme',
  async ({ theme, hash, text }) => {
    await page.viewport(1280, 900);
    document.documentElement.dataset['theme'] = theme;
    location.hash = hash;
    await vi.waitFor(() => expect(open.text()).toContain(text), { timeout: 20_000 });
    openFolded();
    const { violations } = await axe.run(document.body, { resultTypes: ['violations'] });
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
    expect(found).toEqual([]);
  },
);
