import { mount, unmount } from 'svelte';
import { page } from 'vitest/browser';
import { vi } from 'vitest';
import Shell from '../../../src/studio/Shell.svelte';
import type { Services } from '../../../src/studio/Services';
import { Studio } from '../../../src/studio/Studio.svelte';
import '../../../src/studio/theme/base.css';

export interface OpenStudio {
  studio: Studio;
  /** What stands in the room now. */
  text: () => string;
  close: () => Promise<void>;
}

/** The whole studio on this browser's own storage, in a room; with made workers where a test brings them. */
export async function openStudio(hash: string, services?: Services): Promise<OpenStudio> {
  await page.viewport(1280, 900);
  location.hash = hash;
  const studio = await Studio.start(services);
  const target = document.createElement('div');
  document.body.append(target);
  const shell = mount(Shell, { target, props: { studio } });
  await vi.waitFor(
    () => {
      if (!target.querySelector('main')) throw new Error('The room is not there yet.');
    },
    { timeout: 20_000 },
  );
  return {
    studio,
    text: () => target.querySelector('.room')?.textContent.replace(/\s+/g, ' ') ?? '',
    close: async () => {
      await unmount(shell);
      target.remove();
    },
  };
}

/** Drops files on the window, as a person does. */
export function drop(...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

export function fileOf(name: string, ...parts: BlobPart[]): File {
  return new File(parts, name);
}

/** A JSON Lines file of so many TRL pairs. */
export function trlFile(name: string, rows: number, mark = ''): File {
  const lines = Array.from({ length: rows }, (_, row) =>
    JSON.stringify({ prompt: `Question ${String(row)} ${mark}`, chosen: 'Seven.', rejected: 'Nine.' }),
  );
  return new File([lines.join('\n')], name);
}
