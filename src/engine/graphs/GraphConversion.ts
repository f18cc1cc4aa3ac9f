import type { Weights } from '../checkpoint/openWeights';
import type { FileFolder, FileWriter } from '../files/FileFolder';
import { bytesOf, convertWeights, type ConversionState } from './convertWeights';
import { writeEmbeddings } from './writeEmbeddings';
import {
  builderVersion,
  embeddingsFile,
  graphManifestFile,
  readManifest,
  weightsFile,
  type GraphManifest,
} from './GraphManifest';
import type { WeightRequest } from './GraphWeights';
import type { ConversionOrder } from './openGraph';

/** The manifest so far, from which an interrupted conversion goes on. */
const journalFile = 'journal.json';

/** After so many bytes the journal is written: what a crash may cost. */
const journalBytes = 64 * 1024 * 1024;

/** One conversion of a checkpoint into the files of a graph. */
export class GraphConversion {
  private doneBytes = 0;
  private journalledBytes = 0;
  private totalBytes = 0;

  constructor(
    private readonly folder: FileFolder,
    private readonly order: ConversionOrder,
  ) {}

  async run(weights: Weights, requests: readonly WeightRequest[]): Promise<GraphManifest> {
    const { plan, precision } = this.order;
    const state = await this.resume();
    const words = weights.tensors.get(plan.embeddings.words);
    this.totalBytes = requests.reduce((sum, request) => sum + bytesOf(request, weights), 0);
    this.totalBytes += words ? words.end - words.start : 0;
    for (const request of requests) if (state.done.has(request.name)) this.doneBytes += bytesOf(request, weights);
    await this.writing(weightsFile, (writer) =>
      convertWeights(requests, weights, precision, writer, state, {
        converted: async (_, bytes) => {
          this.advance(bytes);
          if (this.doneBytes - this.journalledBytes > journalBytes) await this.writeJournal(state, writer);
        },
      }).catch(async (error: unknown) => {
        await this.writeJournal(state, writer);
        throw error;
      }),
    );
    const embeddings = await this.writing(embeddingsFile, (writer) =>
      writeEmbeddings(plan, weights, writer, (bytes) => this.advance(bytes)),
    );
    return this.finish({ ...this.manifestOf(state), embeddings });
  }

  private advance(bytes: number): void {
    this.doneBytes += bytes;
    this.order.onProgress(this.doneBytes, this.totalBytes);
    this.order.signal.throwIfAborted();
  }

  private async resume(): Promise<ConversionState> {
    const journal = await readManifest(this.folder, journalFile);
    const usable = journal?.precision === this.order.precision ? journal : null;
    const tensors = new Map(usable?.tensors ?? []);
    const end = [...tensors.values()].reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0);
    const done = new Set([...tensors.keys()].filter((name) => !name.endsWith('.scales')));
    return { tensors, done, notes: usable?.notes ?? [], end: Math.ceil(end / 4096) * 4096 };
  }

  private async writing<T>(file: string, task: (writer: FileWriter) => Promise<T>): Promise<T> {
    const writer = await this.folder.write(file, 'keep');
    try {
      const result = await task(writer);
      await writer.flush();
      return result;
    } finally {
      await writer.close();
    }
  }

  private manifestOf({ tensors, notes, end }: ConversionState): GraphManifest {
    const { precision, plan } = this.order;
    const embeddings = { type: 'F32', words: 0, width: plan.width, positions: 0 } as const;
    return { builder: builderVersion, precision, bytes: end, tensors: [...tensors], embeddings, notes };
  }

  /** The tensors that the journal names are durable before it is. */
  private async writeJournal(state: ConversionState, weights: FileWriter): Promise<void> {
    await weights.flush();
    await this.writeJson(journalFile, this.manifestOf(state));
    this.journalledBytes = this.doneBytes;
  }

  private async finish(manifest: GraphManifest): Promise<GraphManifest> {
    const rows = await this.folder.open(embeddingsFile);
    const whole = { ...manifest, bytes: manifest.bytes + (rows?.size ?? 0) };
    await rows?.close();
    await this.writeJson(graphManifestFile, whole);
    await this.folder.remove(journalFile);
    return whole;
  }

  private async writeJson(file: string, value: GraphManifest): Promise<void> {
    const writer = await this.folder.write(file, 'empty');
    try {
      await writer.write(new TextEncoder().encode(JSON.stringify(value)), 0);
      await writer.flush();
    } finally {
      await writer.close();
    }
  }
}
