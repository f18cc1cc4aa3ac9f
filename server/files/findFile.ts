import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export interface FoundFile {
  path: string;
  size: number;
  modifiedMs: number;
}

/** The parts of a request's path, or null when it is malformed or tries to name anything but a plain file below the root. */
function safeParts(urlPath: string): string[] | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const parts = decoded.split('/').filter((part) => part !== '');
  // Hidden files are never meant to be served, and '..' is one of them.
  return parts.some((part) => part.startsWith('.')) ? null : parts;
}

/**
 * The file below `root` that a request's percent-encoded path names; null when there is none. The real path decides, so that
 * a symbolic link cannot lead out of the root.
 */
export async function findFile(root: string, urlPath: string): Promise<FoundFile | null> {
  const parts = safeParts(urlPath);
  if (parts === null) return null;
  try {
    const realRoot = await realpath(root);
    const path = await realpath(join(realRoot, ...parts));
    if (!path.startsWith(realRoot + sep)) return null;
    const facts = await stat(path);
    return facts.isFile() ? { path, size: facts.size, modifiedMs: facts.mtimeMs } : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP') return null;
    throw error;
  }
}
