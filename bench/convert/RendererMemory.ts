import { readdirSync, readFileSync } from 'node:fs';

/** Memory of the browser's renderer processes, as Linux counts it; elsewhere null. */
export class RendererMemory {
  /** @param profile folder by which this browser's processes are told from others' */
  constructor(private readonly profile: string) {}

  /** The largest resident memory that any of the renderers has had, in MB. */
  peakMb(): number | null {
    const peaks = this.renderers().flatMap((pid) => peakOf(pid) ?? []);
    return peaks.length > 0 ? Math.max(...peaks) : null;
  }

  private renderers(): string[] {
    try {
      const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
      const browser = processes.find((pid) => commandOf(pid).includes(`--user-data-dir=${this.profile}`));
      const parents = new Map(processes.map((pid) => [pid, parentOf(pid)]));
      return processes.filter(
        (pid) => commandOf(pid).includes('--type=renderer') && isBelow(pid, browser ?? '', parents),
      );
    } catch {
      return [];
    }
  }
}

function isBelow(pid: string, ancestor: string, parents: ReadonlyMap<string, string | null>): boolean {
  for (let at: string | null = pid; at; at = parents.get(at) ?? null) if (at === ancestor) return true;
  return false;
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function parentOf(pid: string): string | null {
  return /^PPid:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? null;
}

function peakOf(pid: string): number | null {
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(statusOf(pid))?.[1];
  return kib === undefined ? null : (Number(kib) * 1024) / 1e6;
}
