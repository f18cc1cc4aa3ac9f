import type { ScoreRequest } from '../contract';
import { openTextFiles, type TextFacts, type TextSettings } from './openTextFiles';
import type { TextFile } from './textFiles';
import type { TextPreparer } from './TextPreparer';
import type { PreparedGroup } from './TextSource';

/** What the text worker does: tokenising runs ahead there, so that the device never waits for text. */
export interface TextContract {
  open(files: TextFile[], settings: TextSettings): Promise<TextFacts>;
  prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]>;
}

/** The worker's side. One checkpoint at a time: opening another one replaces it. */
export class TextService implements TextContract {
  private preparer: TextPreparer | null = null;

  /** @param handOver marks what may be moved to the other thread instead of copied */
  constructor(private readonly handOver: <T>(value: T, buffers: Transferable[]) => T) {}

  async open(files: TextFile[], settings: TextSettings): Promise<TextFacts> {
    const { preparer, maxTokens, frozenDate } = openTextFiles(files, settings);
    this.preparer = preparer;
    return { maxTokens, frozenDate };
  }

  async prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]> {
    if (!this.preparer) throw new Error('The text worker has no checkpoint: call open before prepare.');
    const groups = this.preparer.prepare(requests);
    return this.handOver(groups, [...buffersOf(groups)]);
  }
}

/** A text's prefix and suffix are views of its ids, so that each buffer stands here once. */
function buffersOf(groups: readonly PreparedGroup[]): Set<ArrayBuffer> {
  const arrays = groups.flatMap(({ prefix, texts }) => [prefix, ...texts.flatMap(({ ids, suffix }) => [ids, suffix])]);
  return new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer));
}
