import type { TextTokenizer } from './TextTokenizer';
import { trimPadding } from './trimPadding';

/**
 * How a rendered conversation becomes tokens. `rendered`: every special token stands in the text, none is added.
 * `strip_bos`: one leading beginning-of-text token is taken off the text, and the tokenizer adds its own special tokens,
 * as the README of Skywork-Reward-V2 does.
 */
export type TextRule = 'rendered' | 'strip_bos';

export interface ReadText {
  /** The tokens that the model runs. */
  ids: Int32Array;
  /** Tokens after them that it would not read. */
  trimmed: number;
}

/** Turns rendered texts into the tokens that the model runs. */
export class TextReading {
  /**
   * @param bosToken null where the tokenizer has none
   * @param padId padding whose place decides where the reward is read; null where it does not
   */
  constructor(
    private readonly tokenizer: TextTokenizer,
    private readonly rule: TextRule,
    private readonly bosToken: string | null,
    private readonly padId: number | null,
  ) {}

  read(text: string): ReadText {
    const whole = this.tokens(text);
    const ids = trimPadding(whole, this.padId);
    return { ids, trimmed: whole.length - ids.length };
  }

  private tokens(text: string): Int32Array {
    if (this.rule === 'rendered') return this.tokenizer.encode(text);
    const bos = this.bosToken ?? '';
    return this.tokenizer.encodeWithSpecials(text.startsWith(bos) ? text.slice(bos.length) : text);
  }
}
