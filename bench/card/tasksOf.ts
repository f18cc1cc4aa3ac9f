import type { CDPSession, Page } from 'playwright';

/** The longest task of the page's main thread: by the processor's time, and as the clock on the wall went. */
export interface LongestTask {
  cpuMs: number;
  wallMs: number;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: of the clock, and of the processor. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** Chromium's own names. */
const mainThread = 'CrRendererMain';
const taskNames = new Set(['ThreadControllerImpl::RunTask', 'RunTask']);

/** What the page's main thread did while `act` ran, by Chromium's trace: a busy machine makes the wall clock useless. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<LongestTask> {
  const session = await page.context().newCDPSession(page);
  const events = collect(session);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  });
  await act();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return longestOf(events);
}

function collect(session: CDPSession): TraceEvent[] {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  return events;
}

function longestOf(events: TraceEvent[]): LongestTask {
  const threads = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === mainThread).map(threadOf),
  );
  const tasks = events.filter((event) => taskNames.has(event.name) && threads.has(threadOf(event)));
  if (tasks.length === 0) throw new Error(`The trace names no task of ${mainThread}: has Chromium renamed them?`);
  return {
    cpuMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
    wallMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
  };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${String(pid)}:${String(tid)}`;
}
