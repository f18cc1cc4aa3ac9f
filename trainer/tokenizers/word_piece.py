"""WordPiece, as BERT's tokenizer.json describes it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from trainer.tokenizers.family import Family, json_of
from trainer.vocabulary import SPECIAL

VOCABULARY = 4096
CHARACTERS = 500


def base(lowercase: bool) -> Tokenizer:
    """A tokenizer that normalises and cuts as BERT's do, without a vocabulary."""
    tokenizer = Tokenizer(models.WordPiece({}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=lowercase
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    return tokenizer


def word_counts(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter:
    """How often each word occurs."""
    normalised = (tokenizer.normalizer.normalize_str(text) for text in texts)
    return Counter(word for text in normalised for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(text))


def pieces_of(word: str) -> Iterator[str]:
    """The word, its beginnings and its ends, of two characters or more."""
    yield word
    for length in range(2, len(word) - 1):
        yield word[:length]
        yield "##" + word[-length:]


def most(counts: Counter, size: int) -> list[str]:
    """The most frequent, ties in the order of the alphabet: the same list in every run."""
    return sorted(counts, key=lambda piece: (-counts[piece], piece))[:size]


def vocabulary(words: Counter) -> list[str]:
    """Special tokens, single characters at the start of a word and inside one, then the most frequent pieces.

    The library's own trainer is not used: it gives another vocabulary in each run.
    """
    characters, pieces = Counter(), Counter()
    for word, count in words.items():
        for character in word:
            characters[character] += count
        for piece in pieces_of(word):
            if len(piece) > 1:
                pieces[piece] += count
    kept = most(characters, CHARACTERS)
    singles = [*kept, *(f"##{character}" for character in kept)]
    return [*SPECIAL, *singles, *most(pieces, VOCABULARY - len(SPECIAL) - len(singles))]


def word_piece(texts: Iterable[str], lowercase: bool) -> Family:
    """BERT's form, uncased or cased."""
    tokenizer = base(lowercase)
    ids = {piece: place for place, piece in enumerate(vocabulary(word_counts(tokenizer, texts)))}
    tokenizer.model = models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100)
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[(token, ids[token]) for token in ("[CLS]", "[SEP]")],
    )
    names = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    config = {f"{name}_token": token for name, token in names.items()}
    return Family(json_of(tokenizer), {**config, "model_max_length": 512})
