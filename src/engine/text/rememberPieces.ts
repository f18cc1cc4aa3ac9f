import {
  BPE,
  ByteLevelPreTokenizer,
  MetaspacePreTokenizer,
  SequencePreTokenizer,
  SplitPreTokenizer,
  type PreTokenizer,
  type Tokenizer,
} from '@huggingface/tokenizers';
import { SpaceMarkCutter } from './SpaceMarkCutter';

/** Words repeat: so many of them keep their tokens before the memory starts afresh. */
const mostPieces = 200_000;
/** Longer pieces hardly repeat. */
const longestPiece = 48;

/**
 * Makes a byte-pair tokenizer several times quicker and changes none of its ids: the tokens of a piece that was met
 * before are looked up. The package itself maps the bytes of every piece anew, and merges a whole SentencePiece text anew.
 */
export function rememberPieces(tokenizer: Tokenizer): void {
  const { model } = tokenizer;
  if (!(model instanceof BPE)) return;
  const { cut, bytes } = cutting(tokenizer.pre_tokenizer, model);
  tokenizer.pre_tokenizer = cut;
  model.encode = remembered(model.encode.bind(model), bytes);
}

interface Cutting {
  cut: PreTokenizer | null;
  /** What maps a piece to the alphabet of bytes, where that can wait until after the look-up. */
  bytes: ByteLevelPreTokenizer | null;
}

function cutting(own: PreTokenizer | null, model: BPE): Cutting {
  if (own === null || own instanceof MetaspacePreTokenizer)
    return { cut: SpaceMarkCutter.fits(model) ? new SpaceMarkCutter(own) : own, bytes: null };
  if (!(own instanceof SequencePreTokenizer)) return { cut: own, bytes: null };
  const bytes = own.tokenizers.at(-1);
  const splits = own.tokenizers.slice(0, -1);
  if (!(bytes instanceof ByteLevelPreTokenizer) || bytes.use_regex || bytes.add_prefix_space)
    return { cut: own, bytes: null };
  if (!splits.every((step) => step instanceof SplitPreTokenizer)) return { cut: own, bytes: null };
  own.tokenizers = splits;
  return { cut: own, bytes };
}

function remembered(encode: BPE['encode'], bytes: ByteLevelPreTokenizer | null): BPE['encode'] {
  const memory = new Map<string, string[]>();
  const tokensOf = (piece: string) => encode(bytes ? bytes.pre_tokenize_text(piece) : [piece]);
  const remember = (piece: string) => {
    const tokens = tokensOf(piece);
    if (piece.length > longestPiece) return tokens;
    if (memory.size >= mostPieces) memory.clear();
    memory.set(piece, tokens);
    return tokens;
  };
  return (pieces) => pieces.flatMap((piece) => memory.get(piece) ?? remember(piece));
}
