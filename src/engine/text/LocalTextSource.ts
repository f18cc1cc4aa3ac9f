import type { ScoreRequest } from '../contract';
import type { TextPreparer } from './TextPreparer';
import type { PreparedGroup, TextSource } from './TextSource';

/** Prepares texts in the caller's own thread. */
export class LocalTextSource implements TextSource {
  private closed = false;

  constructor(private readonly preparer: TextPreparer) {}

  async prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]> {
    if (this.closed) throw new Error('The texts of this checkpoint are closed: load it again.');
    return this.preparer.prepare(requests);
  }

  close(): void {
    this.closed = true;
  }
}
