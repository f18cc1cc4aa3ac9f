import { closeSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

/** Cuts the file somewhere after `from`, or changes some bytes there, or leaves it whole. */
export function tearFile(path: string, from: number, random: () => number): void {
  const size = statSync(path).size;
  const file = openSync(path, 'r+');
  const somewhere = () => from + Math.floor(random() * (size - from));
  if (random() < 0.6) ftruncateSync(file, somewhere());
  else if (random() < 0.8) {
    const bytes = 1 + Math.floor(random() * 40);
    for (let at = 0; at < bytes; at++) writeSync(file, Buffer.from([random() * 256]), 0, 1, somewhere());
  }
  closeSync(file);
}
