import { Normalizer } from '@huggingface/tokenizers';
import type { JsonObject } from '../checkpoint/readJson';

const dropped = /[\0\uFFFD]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const spaces = /\s/gu;
const ideographs =
  /[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/**
 * BERT's text cleaning as the Rust library does it, where the JavaScript package differs: letters are lower-cased one by
 * one (a final sigma stays a plain one), and ideographs beyond U+FFFF are set apart as well. It also works on the whole
 * text at once, which is quicker. One difference stays: the Rust library's tables end at Unicode 8, so that a mark or a
 * format character of a script added later is dropped here and kept there.
 */
export class BertNormalizer extends Normalizer {
  constructor(private readonly settings: JsonObject) {
    super({ type: 'BertNormalizer' });
  }

  override normalize(text: string): string {
    const { clean_text: clean, handle_chinese_chars: apart, lowercase, strip_accents: strip } = this.settings;
    let result = clean ? text.replace(dropped, '').replace(spaces, ' ') : text;
    if (apart) result = result.replace(ideographs, ' $& ');
    if (strip ?? lowercase) result = result.normalize('NFD').replace(/\p{Mn}/gu, '');
    return lowercase ? result.replaceAll('Σ', 'σ').toLowerCase() : result;
  }
}
