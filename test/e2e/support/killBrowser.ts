import { execFileSync, spawnSync } from 'node:child_process';

const longestMs = 20_000;

/**
 * Ends every process of the browser that uses this profile folder at once (SIGKILL): nothing gets to tidy up. Returns when all
 * of them are gone: one that waits for the disk outlives its signal and keeps its files locked, and a browser that finds them
 * locked takes them for broken and begins with empty ones.
 */
export function killBrowser(profile: string): void {
  const folder = `user-data-dir=${profile}`;
  execFileSync('pkill', ['-KILL', '-f', folder]);
  const given = Date.now();
  while (spawnSync('pgrep', ['-f', folder]).status === 0) {
    if (Date.now() - given > longestMs) throw new Error(`Processes of the profile ${profile} outlive SIGKILL by 20 s.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
}
