"""The folders under test/files/tokenizers: one a family, each with the ids that every other engine must find."""

import gzip
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast

from trainer.checkpoint import TEMPLATE
from trainer.run_folder import write_json
from trainer.tokenizers.byte_level import llama3, qwen
from trainer.tokenizers.conversations import conversations
from trainer.tokenizers.expected import frozen_clock, template_row, token_rows
from trainer.tokenizers.family import Family
from trainer.tokenizers.sentence_piece import mistral, with_metaspace
from trainer.tokenizers.snippets import MESSAGES, SNIPPETS, snippet_row
from trainer.tokenizers.texts import expected_texts, training_texts
from trainer.tokenizers.word_piece import word_piece

TEMPLATES = Path(__file__).parent / "templates"
TEXTS = "texts.jsonl.gz"
EXPECTED = "expected.jsonl.gz"
METASPACE = "expected-metaspace.jsonl.gz"
CONVERSATIONS = "templates.jsonl.gz"
JINJA = "jinja.json"
TEMPLATE_OF = {
    "qwen": TEMPLATES / "qwen3.jinja",
    "llama3": TEMPLATES / "llama3.jinja",
    "mistral": TEMPLATES / "mistral.jinja",
    "wordpiece": TEMPLATE,
    "wordpiece-cased": TEMPLATE,
}


def compact(value: object) -> str:
    """JSON in as few characters as it takes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_gzip_lines(path: Path, rows: Iterable[dict]) -> None:
    """Write rows as gzipped JSON Lines, the same bytes for the same rows."""
    text = "".join(compact(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def families() -> dict[str, Family]:
    """Every family, trained on the samples."""
    texts = training_texts()
    return {
        "qwen": qwen(texts),
        "llama3": llama3(texts),
        "mistral": mistral(texts),
        "wordpiece": word_piece(texts, lowercase=True),
        "wordpiece-cased": word_piece(texts, lowercase=False),
    }


def write_family(folder: Path, name: str, family: Family) -> None:
    """The tokenizer's own files, as a checkpoint holds them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(compact(family.tokenizer) + "\n", encoding="utf-8")
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", **family.config})
    (folder / "chat_template.jinja").write_bytes(TEMPLATE_OF[name].read_bytes())


def write_expected(folder: Path, texts: list[str]) -> None:
    """What the libraries give for the folder's files, read back from disk."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    write_gzip_lines(folder / EXPECTED, token_rows(tokenizer, texts))
    chat = PreTrainedTokenizerFast.from_pretrained(folder)
    write_gzip_lines(folder / CONVERSATIONS, (template_row(chat, messages) for messages in conversations()))


def write_metaspace(folder: Path, texts: list[str]) -> None:
    """What the later form of Mistral's file gives for the same texts."""
    later = with_metaspace(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")))
    write_gzip_lines(folder / METASPACE, token_rows(Tokenizer.from_str(json.dumps(later)), texts))


def write_snippets(out: Path) -> None:
    """What transformers makes of small templates."""
    with frozen_clock():
        write_json(out / JINJA, {"messages": MESSAGES, "templates": [snippet_row(one) for one in SNIPPETS]})


def make(out: Path) -> None:
    """Write every family's folder, and the texts that all of them read."""
    texts = expected_texts()
    out.mkdir(parents=True, exist_ok=True)
    write_gzip_lines(out / TEXTS, ({"text": text} for text in texts))
    for name, family in families().items():
        write_family(out / name, name, family)
        write_expected(out / name, texts)
    write_metaspace(out / "mistral", texts)
    write_snippets(out)
    write_json(out / "meta.json", {"versions": {name: version(name) for name in ("tokenizers", "transformers")}})
