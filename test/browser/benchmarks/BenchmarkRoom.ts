import { vi } from 'vitest';
import { benchmarkDeskOf } from '../../../src/studio/benchmarks/benchmarkDeskOf';
import type { BenchmarkDesk } from '../../../src/studio/benchmarks/BenchmarkDesk.svelte';
import type { Services } from '../../../src/studio/Services';
import type { Studio } from '../../../src/studio/Studio.svelte';
import { openStudio, type OpenStudio } from '../load/openStudio';

const usedBenchmarks = ['judgebench', 'rm-bench', 'rewardbench', 'ppe-correctness', 'rewardbench2'];

/** The studio in its Benchmarks room; `close` removes what it has kept. */
export class BenchmarkRoom {
  #open: OpenStudio | null = null;

  get studio(): Studio {
    return this.#opened.studio;
  }

  get desk(): BenchmarkDesk {
    return benchmarkDeskOf(this.studio);
  }

  get text(): string {
    return this.#opened.text();
  }

  /** Opens the studio as a visit does, once more after `leave` as a reload does. */
  async enter(hash: string, services?: Services): Promise<void> {
    this.#open = await openStudio(hash, services);
    await vi.waitFor(() => {
      if (document.querySelector('main[aria-busy=true]')) throw new Error('The room is not ready.');
    });
  }

  shows(text: string | RegExp, timeout = 20_000): Promise<void> {
    return vi.waitFor(
      () => {
        const has = typeof text === 'string' ? this.text.includes(text) : text.test(this.text);
        if (!has) throw new Error(`The room does not show ${String(text)}: ${this.text.slice(0, 3000)}`);
      },
      { timeout },
    );
  }

  /** Chooses files in one of the room's hidden inputs, as its dialog would. */
  choose(label: string, ...files: File[]): void {
    const input = document.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
    if (!input) throw new Error(`There is no input "${label}".`);
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async leave(): Promise<void> {
    await this.#open?.close();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    const { desk } = this;
    await desk.run.pause();
    await desk.run.dismiss();
    for (const report of desk.reports) await desk.kept.remove(report);
    for (const name of usedBenchmarks) await desk.kept.removeData(name);
    desk.worker.end();
    await this.leave();
  }

  get #opened(): OpenStudio {
    if (!this.#open) throw new Error('The room is not open: call enter first.');
    return this.#open;
  }
}
