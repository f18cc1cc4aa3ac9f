import type { WrittenFile } from '../../pairs/export/contract';

/** Folders can be picked where the browser offers it (Chrome on a desktop). */
interface FolderPicker {
  showDirectoryPicker(options: { id: string; mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

export function picksFolders(window: object): window is FolderPicker {
  return 'showDirectoryPicker' in window;
}

/** The folder that the person picks; null where they pick none. */
export async function pickFolder(window: FolderPicker): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await window.showDirectoryPicker({ id: 'assay-export', mode: 'readwrite' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/**
 * Writes the files into a new folder inside of the given one: nothing that is there is replaced. Resolves to its name.
 *
 * @param name of the new folder; where there is one of that name, a number follows it
 */
export async function writeIntoFolder(
  folder: FileSystemDirectoryHandle,
  name: string,
  files: readonly Pick<WrittenFile, 'path' | 'content'>[],
): Promise<string> {
  const free = await freeName(folder, name);
  const target = await folder.getDirectoryHandle(free, { create: true });
  for (const { path, content } of files) await writeFile(target, path.split('/'), content);
  return free;
}

async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  const taken = new Set<string>();
  for await (const key of folder.keys()) taken.add(key.toLowerCase());
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${String(number)}`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}

async function writeFile(folder: FileSystemDirectoryHandle, path: string[], content: Blob): Promise<void> {
  const [first = '', ...rest] = path;
  if (rest.length > 0) return writeFile(await folder.getDirectoryHandle(first, { create: true }), rest, content);
  const file = await folder.getFileHandle(first, { create: true });
  await content.stream().pipeTo(await file.createWritable());
}
