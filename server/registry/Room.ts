import { mkdir, statfs } from 'node:fs/promises';
import { ProblemError } from '../api/ProblemError';
import type { BlobStore } from './BlobStore';
import type { AnnouncedFile } from './names';
import type { RegistryStore } from './RegistryStore';
import type { UploadStore } from './UploadStore';

/** What is left free on the disk for the ledger, whatever the quota says. */
const reserveBytes = 2e9;

/** How much the registry may take: its quota, and what the disk has. */
export class Room {
  /** @param quotaBytes null where only the disk limits it */
  constructor(
    private readonly tools: { folder: string; blobs: BlobStore; store: RegistryStore; uploads: UploadStore },
    private readonly quotaBytes: number | null,
  ) {}

  /** Bytes that are free for new contents. What open uploads announced is taken already. */
  async freeBytes(): Promise<number> {
    const { folder, store, uploads } = this.tools;
    const taken = await store.contents();
    const awaited = new Map<string, number>();
    for (const { plan } of await uploads.open())
      for (const { sha256, bytes } of plan.files) if (!taken.has(sha256)) awaited.set(sha256, bytes);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(folder);
    const onDisk = bavail * bsize - reserveBytes;
    const inQuota = this.quotaBytes === null ? Infinity : this.quotaBytes - sum(taken);
    return Math.max(0, Math.min(onDisk, inQuota) - sum(awaited));
  }

  /** @throws ProblemError where files that are not here yet would not fit */
  async require(files: readonly AnnouncedFile[]): Promise<void> {
    const wanted = new Map<string, number>();
    for (const { sha256, bytes } of files) if (!(await this.tools.blobs.find(sha256))) wanted.set(sha256, bytes);
    await this.requireBytes(sum(wanted));
  }

  /** @throws ProblemError where so many bytes more would not fit */
  async requireBytes(wanted: number): Promise<void> {
    const free = await this.freeBytes();
    if (wanted <= free) return;
    const detail = `${megabytes(wanted)} are needed and ${megabytes(free)} are free for models here. Retire versions, or ask an admin.`;
    throw new ProblemError(507, 'No room', detail, 'storage_full');
  }
}

function sum(contents: ReadonlyMap<string, number>): number {
  return [...contents.values()].reduce((total, bytes) => total + bytes, 0);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
