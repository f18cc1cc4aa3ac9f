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

/** The one folder that was dropped; null where files were, or more than one folder. Must be called while the drop is handled. */
export function droppedFolder(items: DataTransferItemList | undefined): FileSystemDirectoryEntry | null {
  const entries = [...(items ?? [])].map((item) => item.webkitGetAsEntry());
  const [first] = entries;
  return entries.length === 1 && isDirectory(first) ? first : null;
}

/** Reads the list of a dropped folder, with everything below it. The files themselves are not read. */
export async function readDropped(folder: FileSystemDirectoryEntry): Promise<ChosenFolder> {
  return { name: folder.name, files: await filesBelow(folder, '') };
}

async function filesBelow(folder: FileSystemDirectoryEntry, above: string): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  for (const entry of await entriesOf(folder)) {
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
