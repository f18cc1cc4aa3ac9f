import type { ScoreRequest } from '../contract';
import type { PreparedGroup, TextSource } from '../text/TextSource';
import type { EqualRequests } from './windowsByLength';

/** Windows that are prepared before the device asks for them; more would only take memory. */
const ahead = 2;

/**
 * Renders and tokenises windows while the device runs the ones before. At most two windows wait, and one is prepared at
 * a time: a source in the same thread then holds up no more than one start.
 */
export class TextsAhead {
  private readonly waiting: Promise<PreparedGroup[]>[] = [];
  private preparing = false;

  /** @param windows windows of indices into `requests` */
  constructor(
    private readonly source: TextSource,
    private readonly requests: readonly ScoreRequest[],
    private readonly windows: Iterator<EqualRequests[]>,
  ) {}

  /** Begins the next window where none is under way and there is room. To be called when the device has begun to run. */
  begin(): void {
    if (this.preparing || this.waiting.length >= ahead) return;
    this.beginNext();
  }

  /**
   * The next window's groups, their requests given as indices into all requests; null when there is no more.
   * @throws the text source's error
   */
  async take(): Promise<PreparedGroup[] | null> {
    if (this.waiting.length === 0) this.beginNext();
    return (await this.waiting.shift()) ?? null;
  }

  private beginNext(): void {
    const { done, value } = this.windows.next() as IteratorResult<EqualRequests[], undefined>;
    if (done) return;
    this.preparing = true;
    const prepared = this.prepare(value).finally(() => (this.preparing = false));
    prepared.catch(() => undefined); // heard by `take`
    this.waiting.push(prepared);
  }

  private async prepare(window: readonly EqualRequests[]): Promise<PreparedGroup[]> {
    const groups = await this.source.prepare(window.flatMap(([index]) => this.requests[index] ?? []));
    return groups.map(({ prefix, texts }) => ({
      prefix,
      texts: texts.map((text) => ({ ...text, requests: text.requests.flatMap((place) => window[place] ?? []) })),
    }));
  }
}
