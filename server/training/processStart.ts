import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Fields of /proc/PID/stat after the name, which may hold anything and ends with the last bracket. */
const stateField = 0;
const startField = 19;

/**
 * When a process began, in the system's own notation: with its id it names one process, since ids are used again.
 * @returns null where there is none or it has ended and only waits to be asked for its exit code
 */
export async function processStart(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return linuxStart(pid);
  const shown = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).catch(() => null);
  const [state = '', ...start] = shown?.stdout.trim().split(/\s+/) ?? [];
  return state === '' || state.startsWith('Z') ? null : start.join(' ');
}

async function linuxStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[stateField] === 'Z' ? null : (fields[startField] ?? null);
}
