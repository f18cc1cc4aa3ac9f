import { PreTokenizer, type BPE } from '@huggingface/tokenizers';

const pieces = /\u2581*[^\u2581]+|\u2581+/gu;
const crossing = /[^\u2581]\u2581/u;

/**
 * SentencePiece's files run the merges over a whole text. Where no merge joins a space mark to what stands before it, the
 * text may be cut there without a change, and its words can be remembered.
 */
export class SpaceMarkCutter extends PreTokenizer {
  constructor(private readonly before: PreTokenizer | null) {
    super();
  }

  /** True where cutting before space marks changes no token of the model. */
  static fits({ merges, ignore_merges: findsWhole }: BPE): boolean {
    return !findsWhole && !merges.some(([left, right]) => crossing.test(left + right));
  }

  override pre_tokenize_text(text: string, options?: { section_index?: number }): string[] {
    const parts = this.before ? this.before.pre_tokenize(text, options) : [text];
    return parts.flatMap((part) => part.match(pieces) ?? []);
  }
}
