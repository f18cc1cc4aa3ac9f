import type { ExportCheck, ExportProgress, ExportRequest, TokenizerChoice, WrittenFile } from './contract';
import { ExportCancelled } from './ExportCancelled';
import { exportPairs, type PreparedExport } from './exportPairs';
import type { ExportStore } from './ExportStore';
import { withLimit, type TokenCounter } from './lengthLimit';
import { PairsToExport, type Watch } from './PairsToExport';
import type { ScratchFolder } from './Scratch';
import { writeFile } from './writeFile';

/** What the export worker has of its surroundings. */
export interface ExportPorts {
  openStore: () => Promise<ExportStore>;
  /** A folder of this worker's own, which nobody needs when the worker has ended. */
  openFolder: () => Promise<ScratchFolder>;
  openTokenizer: (choice: TokenizerChoice) => Promise<TokenCounter>;
}

type OnProgress = (progress: ExportProgress) => void;

/** Between two signs of progress, in milliseconds. */
const progressPace = 100;

/** One export at a time, first looked through and then written. A newer call ends the older and waits until it has let go. */
export class ExportDesk {
  readonly #ports: ExportPorts;
  #store: Promise<ExportStore> | null = null;
  #checked: { pairs: PairsToExport; prepared: PreparedExport } | null = null;
  /** Who is told of the pairs that are read now. */
  #watch: Watch = { onPairs: () => undefined, signal: { aborted: true } };
  #running = new AbortController();
  #ended: Promise<unknown> = Promise.resolve();

  constructor(ports: ExportPorts) {
    this.#ports = ports;
  }

  async size(request: ExportRequest): Promise<number> {
    return (await PairsToExport.find(await this.#openStore(), request)).length;
  }

  /** @throws ExportCancelled, RangeError for an option out of its range, and what store, folder and tokenizer throw */
  check(request: ExportRequest, onProgress: OnProgress): Promise<ExportCheck> {
    return this.#alone(async (signal) => {
      await this.#checked?.pairs.close();
      this.#checked = null;
      const pairs = await PairsToExport.find(await this.#openStore(), request);
      try {
        await pairs.read(await this.#ports.openFolder(), request.checkpoint, {
          onPairs: paced('read', onProgress),
          signal,
        });
        this.#watch = { onPairs: paced('check', onProgress), signal };
        const prepared = await this.#prepare(request, pairs);
        this.#checked = { pairs, prepared };
        return checkOf(pairs, prepared);
      } catch (error) {
        await pairs.close();
        throw error;
      }
    });
  }

  /** @throws ExportCancelled, Error where nothing is checked, and what the folder throws */
  write(onProgress: OnProgress): Promise<WrittenFile[]> {
    return this.#alone(async (signal) => {
      if (this.#checked === null) throw new Error('No export is checked that could be written. Check it first.');
      const { files } = this.#checked.prepared;
      const folder = await this.#ports.openFolder();
      const written: WrittenFile[] = [];
      for (const [at, file] of files.entries()) {
        const place = { path: file.path, number: at + 1, of: files.length };
        this.#watch = { onPairs: paced('write', onProgress, place), signal };
        written.push(await writeFile(folder, `file-${at}`, file));
      }
      return written;
    });
  }

  cancel(): void {
    this.#running.abort();
  }

  #prepare({ profile, name, options, limit }: ExportRequest, pairs: PairsToExport): Promise<PreparedExport> {
    const source = () => pairs.inOrder(this.#watch);
    return withLimit(limit, this.#ports.openTokenizer, (counted) =>
      exportPairs({ pairs: source, unlabelled: pairs.unread, profile, name, options, limit: counted }),
    );
  }

  #alone<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.#running.abort();
    const { signal } = (this.#running = new AbortController());
    const result = this.#ended.then(() => {
      if (signal.aborted) throw new ExportCancelled();
      return run(signal);
    });
    this.#ended = result.catch(() => undefined);
    return result;
  }

  #openStore(): Promise<ExportStore> {
    return (this.#store ??= this.#ports.openStore().catch((error: unknown) => {
      this.#store = null;
      throw error;
    }));
  }
}

function checkOf(pairs: PairsToExport, prepared: PreparedExport): ExportCheck {
  const { rows, softRows, stayOut, findings, tooLong, files } = prepared;
  return { pairs: pairs.pairs, rows, softRows, stayOut, findings, tooLong, files: files.map(({ path }) => path) };
}

/** Progress at a pace that nobody drowns in. */
function paced(stage: ExportProgress['stage'], onProgress: OnProgress, file: ExportProgress['file'] = null) {
  let last = -Infinity;
  return (done: number, total: number): void => {
    const now = Date.now();
    if (now - last < progressPace) return;
    last = now;
    onProgress({ stage, done, total, file });
  };
}
