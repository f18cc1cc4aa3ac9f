import { renderMarkdown, type Rendered } from './renderMarkdown';

/** UTF-16 units of sources whose HTML is kept: the pairs around the one on the screen. */
const capacity = 2_000_000;

/** Rendered texts, least recently used first out: what is prefetched is painted without rendering it again. */
class RenderCache {
  readonly #rendered = new Map<string, Rendered>();
  #length = 0;

  render(text: string): Rendered {
    const known = this.#rendered.get(text);
    if (known) this.#rendered.delete(text);
    else this.#length += text.length;
    const rendered = known ?? renderMarkdown(text);
    this.#rendered.set(text, rendered);
    this.#trim();
    return rendered;
  }

  #trim(): void {
    for (const text of this.#rendered.keys()) {
      if (this.#length <= capacity) return;
      this.#rendered.delete(text);
      this.#length -= text.length;
    }
  }
}

export const renderCache = new RenderCache();
