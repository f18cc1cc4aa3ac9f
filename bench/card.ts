import { rm } from 'node:fs/promises';
import { launchChromium, makeProfile } from '../test/e2e/support/launchChromium';
import { startServer } from '../test/e2e/support/startServer';
import { measureCard } from './card/measureCard';
import type { LongestTask } from './card/tasksOf';
import type { BenchFields, BenchOptions } from './support/Bench';
import { median } from './support/median';

/** How long the page is blocked by a pair of 20,000 words a response: the longest task of its main thread, verb by verb. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const server = await startServer();
  const profile = await makeProfile();
  const browser = await launchChromium(profile);
  try {
    // The first pair compiles what the others run; its figures count all the same, being what a person meets.
    const tasks = await measureCard(browser, server.address, quick ? 1 : 5);
    return Object.fromEntries(Object.entries(tasks).map(([verb, measured]) => [verb, fieldsOf(measured)]));
  } finally {
    await browser.close();
    await server.stop();
    await rm(profile, { recursive: true, force: true });
  }
}

function fieldsOf(tasks: LongestTask[]): BenchFields {
  return {
    longest_task_cpu_ms: median(tasks.map(({ cpuMs }) => cpuMs)),
    longest_task_cpu_max_ms: Math.max(...tasks.map(({ cpuMs }) => cpuMs)),
    longest_task_wall_ms: median(tasks.map(({ wallMs }) => wallMs)),
  };
}
