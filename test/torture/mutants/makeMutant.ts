import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutants';

const copied = ['src', 'server', 'test/torture', 'test/support', 'test/verdicts'];

/** Copies the sources to a folder and breaks them there. @throws where the text to replace does not stand there once */
export function makeMutant(root: string, folder: string, { file, from, to }: Mutant): void {
  for (const path of copied) {
    mkdirSync(join(folder, path), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  const parts = readFileSync(join(folder, file), 'utf8').split(from);
  if (parts.length !== 2) throw new Error(`${file} has "${from}" ${parts.length - 1} times, not once.`);
  writeFileSync(join(folder, file), parts.join(to));
}
