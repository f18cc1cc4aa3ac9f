import type { FolderFile } from './origins';

/** A folder with its files, each by its path below it. */
export interface ChosenFolder {
  name: string;
  files: FolderFile[];
}

/** What a folder dialog gave; null where it was empty or nothing was chosen. */
export function pickedFolder(files: readonly File[]): ChosenFolder | null {
  const [first] = files;
  if (!first) return null;
  const name = first.webkitRelativePath.split('/')[0] || first.name;
  return { name, files: files.map((file) => ({ path: belowFolder(file.webkitRelativePath) || file.name, file })) };
}

/** What was dropped, where a folder is among it; null where only files were. Must be called while the drop is handled. */
export function droppedFolders(items: DataTransferItemList | undefined): FileSystemEntry[] | null {
  const entries = [...(items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return entries.some(isDirectory) ? entries : null;
}

/**
 * Reads the list of what was dropped, with everything below it; the files themselves are not read. Several folders, or a folder
 * beside files, count as one that holds them.
 */
export async function readDropped(entries: FileSystemEntry[]): Promise<ChosenFolder> {
  const [first] = entries;
  const name = first?.name ?? '';
  if (entries.length === 1 && first && isDirectory(first)) return { name, files: await filesBelow(first, '') };
  return { name: `${name} and ${String(entries.length - 1)} more`, files: await filesOf(entries, '') };
}

async function filesBelow(folder: FileSystemDirectoryEntry, above: string): Promise<FolderFile[]> {
  return filesOf(await entriesOf(folder), above);
}

async function filesOf(entries: FileSystemEntry[], above: string): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  for (const entry of entries) {
    const path = above + entry.name;
    if (isDirectory(entry)) files.push(...(await filesBelow(entry, `${path}/`)));
    else if (isFile(entry)) files.push({ path, file: await new Promise<File>((done, fail) => entry.file(done, fail)) });
  }
  return files;
}

/** A reader gives its entries in portions, and an empty one at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

function belowFolder(path: string): string {
  return path.split('/').slice(1).join('/');
}

function isDirectory(entry: FileSystemEntry | null | undefined): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
