import { readBytes, type ByteSource } from '../ByteSource';
import { packingOf } from '../containers/binaryKind';
import { entryBytes } from '../containers/zip/entryBytes';
import { readDirectory, type DirectoryEntry } from '../containers/zip/readDirectory';
import type { ZipEntry } from '../containers/zip/ZipContent';

/** What a part of a backup holds. `data set`: one of the files of a data set. */
export const partKinds = ['verdicts', 'rewards', 'settings', 'data set'] as const;

export interface BackupPart {
  path: string;
  kind: (typeof partKinds)[number];
  bytes: number;
  /** Of its bytes, in hex. */
  sha256: string;
}

/** The first file of a backup. */
export interface Manifest {
  format: 'assay-backup';
  version: 1;
  /** ISO 8601, UTC. */
  madeAt: string;
  parts: BackupPart[];
}

/** A backup, or a part of it, that is not restored. The message says why and what to do. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export const manifestPath = 'manifest.json';
const headBytes = 4096;
const maxManifestBytes = 16 * 1024 * 1024;

/** A backup that has been opened: its parts in the order of the manifest, those with a reason cannot be read. */
export interface OpenBackup {
  madeAt: string;
  parts: (BackupPart & { entry: ZipEntry | null; reason: string | null })[];
}

/**
 * Opens a file as a backup of version 1; null where it is another file.
 *
 * @throws FileError where the zip is damaged, BackupError where its manifest is.
 */
export async function openBackup(source: ByteSource, name: string): Promise<OpenBackup | null> {
  if (packingOf(await readBytes(source, 0, headBytes)) !== 'zip') return null;
  const directory = await readDirectory(source, name);
  const [first] = directory;
  if (first?.name !== manifestPath) return null;
  const manifest = manifestOf(await textOf(source, first, name), name);
  if (manifest === null) return null;
  const entries = new Map(directory.map((entry) => [entry.name, entry]));
  return { madeAt: manifest.madeAt, parts: manifest.parts.map((part) => openPart(part, entries.get(part.path))) };
}

function openPart(part: BackupPart, found: DirectoryEntry | undefined): OpenBackup['parts'][number] {
  const refuse = (reason: string) => ({ ...part, entry: null, reason });
  if (found === undefined) return refuse('it is missing in the file');
  if (found.bytes !== part.bytes) return refuse(`it has ${found.bytes} bytes, where the manifest says ${part.bytes}`);
  if (found.method !== 0 && found.method !== 8) return refuse('it is packed in a way that Assay does not read');
  return { ...part, entry: { ...found, method: found.method === 0 ? 'stored' : 'deflated' }, reason: null };
}

async function textOf(source: ByteSource, entry: DirectoryEntry, name: string): Promise<string> {
  if (entry.bytes > maxManifestBytes) throw new BackupError(`${name} has a manifest of ${entry.bytes} bytes.`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  const packed = { ...entry, method: entry.method === 0 ? ('stored' as const) : ('deflated' as const) };
  try {
    for await (const { bytes } of entryBytes(source, packed)) text += decoder.decode(bytes, { stream: true });
  } catch (error) {
    throw new BackupError(`The manifest of ${name} is damaged: ${String(error)}. Nothing was restored.`, {
      cause: error,
    });
  }
  return text + decoder.decode();
}

/** Null for a file that says nothing of Assay. */
function manifestOf(text: string, name: string): Manifest | null {
  const value = parsed(text);
  if (!isRecord(value) || value['format'] !== 'assay-backup') return null;
  const { version, madeAt, parts } = value;
  if (version !== 1)
    throw new BackupError(
      `${name} is a backup of version ${String(version)}, and this Assay reads 0 and 1. Update it.`,
    );
  if (typeof madeAt !== 'string' || !Array.isArray(parts) || !parts.every(isPart))
    throw new BackupError(`The manifest of ${name} is damaged: it does not list its parts. Nothing was restored.`);
  return { format: 'assay-backup', version, madeAt, parts };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isPart(value: unknown): value is BackupPart {
  if (!isRecord(value)) return false;
  const { path, kind, bytes, sha256 } = value;
  const known = (partKinds as readonly unknown[]).includes(kind);
  return typeof path === 'string' && known && Number.isSafeInteger(bytes) && typeof sha256 === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
