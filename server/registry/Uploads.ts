import { randomUUID } from 'node:crypto';
import { Mutex } from '../../src/engine/Mutex';
import type { RegistryFile } from '../../src/hub/registry/RegistryModel';
import type { Principal } from '../access/Principal';
import { ProblemError } from '../api/ProblemError';
import type { BlobStore } from './BlobStore';
import { checkFiles, checkNewName, type AnnouncedFile } from './names';
import { registerBlobs } from './registerBlobs';
import type { RegistryStore } from './RegistryStore';
import type { Room } from './Room';
import type { UploadParts } from './UploadParts';
import type { Upload, UploadPlan, UploadStore } from './UploadStore';

/** Uploads that one principal may have open: what they announce counts against the room that is left. */
const mostOpen = 8;

/** How an upload stands. */
export interface UploadState {
  id: string;
  name: string;
  bytes: number;
  files: (RegistryFile & { received: number })[];
  /** The version that it became; null while it is open. */
  version: number | null;
}

interface UploadTools {
  blobs: BlobStore;
  parts: UploadParts;
  uploads: UploadStore;
  store: RegistryStore;
  room: Room;
  /** Held while it is decided which contents are needed. */
  deciding: Mutex;
}

/**
 * Taking checkpoints in, file by file, from those who send them: announced, sent in pieces that go on where they stopped, and
 * registered all at once or not at all. A content that is here already is not sent again.
 */
export class Uploads {
  readonly #committing = new Mutex();
  /** Files that are being sent, as `ID/NUMBER`. */
  readonly #arriving = new Set<string>();

  constructor(private readonly tools: UploadTools) {}

  /** Begins an upload, or goes on with the principal's open one of the same plan. @throws ProblemError */
  begin(plan: UploadPlan, by: Principal): Promise<UploadState> {
    checkNewName(plan.name);
    checkFiles(plan.files);
    return this.tools.deciding.run(async () => {
      const open = (await this.tools.uploads.open()).filter(({ owner }) => owner === by.id);
      const same = open.find((upload) => JSON.stringify(upload.plan) === JSON.stringify(plan));
      if (same) return this.#state(same);
      if (open.length >= mostOpen) throw tooMany(open);
      const bytes = plan.files.reduce((sum, file) => sum + file.bytes, 0);
      const upload = { id: randomUUID(), owner: by.id, plan, bytes, version: null };
      await this.tools.room.require(plan.files);
      await this.tools.uploads.add(upload);
      return this.#state(upload);
    });
  }

  async state(id: string, by: Principal): Promise<UploadState> {
    return this.#state(await this.#own(id, by));
  }

  /**
   * Takes bytes of a file in. A file is checked against its announced sha256 as soon as it is whole.
   * @param start where the bytes begin; null: at the beginning, whatever came before
   * @returns null where they begin elsewhere than what is here ends: the state says where
   */
  async receive(
    { id, path, start }: { id: string; path: string; start: number | null },
    body: AsyncIterable<Uint8Array>,
    by: Principal,
  ): Promise<UploadState | null> {
    const upload = await this.#own(id, by);
    const number = upload.plan.files.findIndex((file) => file.path === path);
    const file = upload.plan.files[number];
    if (!file || upload.version !== null) throw notAwaited(path);
    const key = `${id}/${number}`;
    if (this.#arriving.has(key)) throw beingSent(path);
    this.#arriving.add(key);
    try {
      return (await this.#take(upload, number, start, body)) ? await this.#state(upload) : null;
    } finally {
      this.#arriving.delete(key);
    }
  }

  /** Registers what was sent. Asked again, it gives the same version. @throws ProblemError naming what is missing or wrong */
  commit(id: string, by: Principal): Promise<{ name: string; version: number }> {
    return this.#committing.run(async () => {
      const upload = await this.#own(id, by);
      const { name, origin, tags, files } = upload.plan;
      if (upload.version !== null) return { name, version: upload.version };
      const missing = (await this.#state(upload)).files.find((file) => file.received < file.bytes);
      if (missing)
        throw new ProblemError(
          409,
          'Not whole',
          `${missing.path} has ${missing.received} of ${missing.bytes} bytes; send the rest, then commit.`,
        );
      await this.#keepRest(upload);
      const version = await registerBlobs(this.tools, { model: name, origin, tags, files }, by);
      await this.tools.uploads.finish(id, version);
      await this.tools.parts.remove(id);
      return { name, version };
    });
  }

  /** Gives an upload up; what was sent of it goes. */
  async cancel(id: string, by: Principal): Promise<void> {
    const upload = await this.#own(id, by);
    for (const key of this.#arriving) if (key.startsWith(`${id}/`)) throw beingSent(upload.plan.name);
    await this.tools.uploads.remove(upload.id);
    await this.tools.parts.remove(upload.id);
  }

  /** @returns whether the bytes begin where those that are here end */
  async #take(upload: Upload, number: number, start: number | null, body: AsyncIterable<Uint8Array>): Promise<boolean> {
    const { blobs, parts, uploads } = this.tools;
    const file = upload.plan.files[number];
    if (!file || (await blobs.find(file.sha256))) return true;
    if (start === null) await parts.removePart(upload.id, number);
    if ((start ?? 0) !== (await parts.received(upload.id, number))) return false;
    const received = await parts.append(upload.id, number, body, file.bytes).catch(whenFull);
    if (received === null) throw tooLong(file);
    await uploads.touch(upload.id);
    if (received === file.bytes) await this.#keep(upload, number, file);
    return true;
  }

  /** Empty files, of which no byte was sent, and ones that a crash kept from their place at their last byte. */
  async #keepRest(upload: Upload): Promise<void> {
    const { blobs, parts } = this.tools;
    for (const [number, file] of upload.plan.files.entries()) {
      if (await blobs.find(file.sha256)) continue;
      await parts.append(upload.id, number, noBytes(), file.bytes);
      await this.#keep(upload, number, file);
    }
  }

  async #keep({ id }: Upload, number: number, file: AnnouncedFile): Promise<void> {
    const { blobs, parts } = this.tools;
    const arrived = await parts.sha256(id, number);
    if (arrived !== file.sha256) {
      await parts.removePart(id, number);
      throw new ProblemError(
        422,
        'Other content',
        `${file.path} must have the sha256 ${file.sha256}, and what came has ${arrived}. It was removed; send it again.`,
        'digest_mismatch',
      );
    }
    await blobs.keep(parts.path(id, number), file.sha256);
  }

  async #state({ id, plan, bytes, version }: Upload): Promise<UploadState> {
    const { blobs, parts } = this.tools;
    const files = await Promise.all(
      plan.files.map(async (file, number) => {
        const isHere = version !== null || (await blobs.find(file.sha256)) !== null;
        return { ...file, received: isHere ? file.bytes : await parts.received(id, number) };
      }),
    );
    return { id, name: plan.name, bytes, files, version };
  }

  async #own(id: string, by: Principal): Promise<Upload> {
    const upload = await this.tools.uploads.find(id);
    if (upload && (upload.owner === by.id || by.isAdmin)) return upload;
    throw new ProblemError(404, 'No such upload', 'You have no upload of this id, or it has ended; begin one.');
  }
}

function tooMany(open: readonly Upload[]): ProblemError {
  const ids = open.map(({ id, plan }) => `${plan.name} (${id})`).join(', ');
  return new ProblemError(429, 'Too many uploads', `${open.length} uploads of yours are open: ${ids}. End one first.`);
}

/** What came before the disk was full stays, and the rest can follow. */
function whenFull(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error;
  const detail = 'The disk of this server is full; what has arrived is kept. Tell an admin, and go on later.';
  throw new ProblemError(507, 'No room', detail, 'storage_full');
}

function beingSent(what: string): ProblemError {
  return new ProblemError(409, 'Being sent', `${what} is being sent by another request; wait until that has ended.`);
}

function notAwaited(path: string): ProblemError {
  return new ProblemError(404, 'No such file', `This upload awaits no file ${JSON.stringify(path.slice(0, 100))}.`);
}

function tooLong({ path, bytes }: AnnouncedFile): ProblemError {
  return new ProblemError(413, 'Too large', `${path} was announced with ${bytes} bytes, and more came.`);
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // Nothing comes.
}
