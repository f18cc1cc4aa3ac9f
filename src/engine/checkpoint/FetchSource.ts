import type { LoadProgress } from '../contract';
import { CheckpointError } from './CheckpointError';
import type { CheckpointSource } from './CheckpointSource';

/**
 * A checkpoint folder behind an address. Every file is fetched once and whole, since not every server and no cached
 * answer of a service worker serves ranges, and held as long as the source is.
 */
export class FetchSource implements CheckpointSource {
  readonly name: string;
  private readonly base: URL;
  private readonly files = new Map<string, Promise<Uint8Array | null>>();
  private doneBytes = 0;

  /** @param base absolute address of the folder; a missing slash at its end is added. */
  constructor(
    base: string,
    private readonly onProgress: (progress: LoadProgress) => void,
  ) {
    this.base = new URL(base.endsWith('/') ? base : `${base}/`);
    this.name = decodeURIComponent(this.base.pathname.split('/').filter(Boolean).at(-1) ?? this.base.host);
  }

  async has(file: string): Promise<boolean> {
    return (await this.find(file)) !== null;
  }

  find(file: string): Promise<Uint8Array | null> {
    const known = this.files.get(file);
    if (known) return known;
    const fetched = this.fetchFile(file);
    this.files.set(file, fetched);
    return fetched;
  }

  async size(file: string): Promise<number> {
    return (await this.bytes(file)).length;
  }

  async range(file: string, start: number, end: number): Promise<Uint8Array> {
    return (await this.bytes(file)).subarray(start, end);
  }

  private async bytes(file: string): Promise<Uint8Array> {
    const bytes = await this.find(file);
    if (bytes === null)
      throw new CheckpointError(file, `the checkpoint at ${this.base.href} must have this file, and has not.`);
    return bytes;
  }

  private async fetchFile(file: string): Promise<Uint8Array | null> {
    const response = await this.answer(file);
    // A server of one page answers every unknown address with that page.
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (response.status === 404 || (response.ok && isPage)) return null;
    if (!response.ok)
      throw new CheckpointError(
        file,
        `the server answered ${response.status} ${response.statusText}; try again later.`,
      );
    return this.readBody(file, response);
  }

  private async answer(file: string): Promise<Response> {
    try {
      return await fetch(new URL(file, this.base), { referrerPolicy: 'no-referrer' });
    } catch (error) {
      throw new CheckpointError(
        file,
        `could not be fetched from ${this.base.href} (${String(error)}); check the connection.`,
      );
    }
  }

  private async readBody(file: string, response: Response): Promise<Uint8Array> {
    const announced = announcedBytes(response);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunksOf(file, response)) {
      chunks.push(chunk);
      length += chunk.length;
      this.doneBytes += chunk.length;
      this.onProgress({
        stage: 'download',
        doneBytes: this.doneBytes,
        totalBytes: announced && this.doneBytes - length + announced,
      });
    }
    if (announced !== null && announced !== length) {
      throw new CheckpointError(file, `the server announced ${announced} bytes and sent ${length}; load again.`);
    }
    return joined(chunks, length);
  }
}

/** Bytes of the body where the header counts what arrives: a compressed answer announces its compressed size. */
function announcedBytes(response: Response): number | null {
  const header = response.headers.get('content-length');
  return header === null || response.headers.has('content-encoding') ? null : Number(header);
}

async function* chunksOf(file: string, response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } catch (error) {
    throw new CheckpointError(file, `the connection broke while it was read (${String(error)}); load again.`);
  }
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
