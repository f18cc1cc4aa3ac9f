import { Tokenizer } from '@huggingface/tokenizers';
import { CheckpointError } from '../checkpoint/CheckpointError';
import { isJsonObject, type JsonObject } from '../checkpoint/readJson';
import { BertNormalizer } from './BertNormalizer';
import { rememberPieces } from './rememberPieces';

export const tokenizerFile = 'tokenizer.json';
export const tokenizerConfigFile = 'tokenizer_config.json';

/** Text to token ids, the same ids as the Python tokenizer of the checkpoint. */
export class TextTokenizer {
  private readonly tokenizer: Tokenizer;

  /**
   * @param vocabulary rows of the embedding table: every id must have one
   * @throws CheckpointError where the file is no tokenizer, or one for a larger table
   */
  constructor(json: JsonObject, config: JsonObject, vocabulary: number) {
    this.tokenizer = readTokenizer(json, config);
    const normalizer = json['normalizer'];
    if (isJsonObject(normalizer) && normalizer['type'] === 'BertNormalizer')
      this.tokenizer.normalizer = new BertNormalizer(normalizer);
    rememberPieces(this.tokenizer);
    const surplus = [...this.tokenizer.get_vocab().values()].find((id) => id >= vocabulary);
    if (surplus !== undefined) {
      throw new CheckpointError(
        tokenizerFile,
        `gives token id ${surplus}, and the checkpoint has ${vocabulary} embeddings; the files do not fit.`,
      );
    }
  }

  /** Ids of a rendered template: special tokens stand in its text, none are added. */
  encode(text: string): Int32Array {
    return idsOf(this.tokenizer.encode(text, { add_special_tokens: false }).ids);
  }

  /** Ids of bare text with the special tokens that the tokenizer adds. */
  encodeWithSpecials(text: string): Int32Array {
    return idsOf(this.tokenizer.encode(text).ids);
  }
}

/** A tokenizer without an unknown token gives no id at all for a piece that it does not know. */
function idsOf(ids: readonly (number | undefined)[]): Int32Array {
  if (ids.every((id) => id !== undefined)) return Int32Array.from(ids);
  throw new CheckpointError(
    tokenizerFile,
    'has no token for a part of the text and no unknown token either; it cannot read every text.',
  );
}

function readTokenizer(json: JsonObject, config: JsonObject): Tokenizer {
  try {
    return new Tokenizer(json, config);
  } catch (error) {
    throw new CheckpointError(
      tokenizerFile,
      `must be a tokenizer of the tokenizers library, and is not (${(error as Error).message}).`,
    );
  }
}
