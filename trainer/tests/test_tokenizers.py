"""The committed tokenizers give the committed ids, and have the form of their families."""

import gzip
import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from trainer.tokenizers.conversations import conversations
from trainer.tokenizers.expected import frozen_clock, template_row, token_rows
from trainer.tokenizers.make import CONVERSATIONS, EXPECTED, JINJA, METASPACE, TEMPLATE_OF, TEXTS
from trainer.tokenizers.sentence_piece import with_metaspace
from trainer.tokenizers.snippets import SNIPPETS, snippet_row
from trainer.tokenizers.texts import expected_texts

FOLDER = Path("test/files/tokenizers")


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]


def texts() -> list[str]:
    return [row["text"] for row in rows(FOLDER / TEXTS)]


def read_json(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def test_there_are_a_thousand_distinct_texts_without_lone_surrogates():
    assert texts() == expected_texts()
    assert len(set(texts())) == 1000
    assert all(text.encode() is not None for text in texts())


@pytest.mark.parametrize("name", TEMPLATE_OF)
class TestFamily:
    def test_token_ids(self, name):
        tokenizer = Tokenizer.from_file(str(FOLDER / name / "tokenizer.json"))
        assert list(token_rows(tokenizer, texts())) == rows(FOLDER / name / EXPECTED)

    def test_transformers_gives_the_same_ids_from_the_folder(self, name):
        tokenizer = AutoTokenizer.from_pretrained(FOLDER / name)
        expected = [row["ids_special"] for row in rows(FOLDER / name / EXPECTED)]
        assert [tokenizer(text)["input_ids"] for text in texts()] == expected

    def test_rendered_conversations(self, name):
        tokenizer = PreTrainedTokenizerFast.from_pretrained(FOLDER / name)
        expected = rows(FOLDER / name / CONVERSATIONS)
        assert [template_row(tokenizer, messages) for messages in conversations()] == expected
        assert sum("text" in row for row in expected) >= 30

    def test_the_template_stands_once(self, name):
        assert (FOLDER / name / "chat_template.jinja").read_bytes() == TEMPLATE_OF[name].read_bytes()

    def test_the_file_is_small(self, name):
        assert (FOLDER / name / "tokenizer.json").stat().st_size < 250_000


def test_the_later_form_of_mistral():
    later = with_metaspace(read_json(FOLDER / "mistral" / "tokenizer.json"))
    tokenizer = Tokenizer.from_str(json.dumps(later))
    assert list(token_rows(tokenizer, texts())) == rows(FOLDER / "mistral" / METASPACE)


def test_llama3_finds_words_that_no_merge_reaches():
    json_file = read_json(FOLDER / "llama3" / "tokenizer.json")
    results = {"".join(merge) for merge in json_file["model"]["merges"]}
    unreached = [token for token in json_file["model"]["vocab"] if len(token) > 1 and token not in results]
    assert len(unreached) >= 20
    tokenizer = Tokenizer.from_str(json.dumps(json_file))
    for token in unreached:
        assert len(tokenizer.encode(token.replace("Ġ", " "), add_special_tokens=False).ids) >= 1


def test_what_each_family_adds():
    added = {}
    for name in TEMPLATE_OF:
        tokenizer = Tokenizer.from_file(str(FOLDER / name / "tokenizer.json"))
        added[name] = tokenizer.encode("").tokens
    assert added == {
        "qwen": [],
        "llama3": ["<|begin_of_text|>"],
        "mistral": ["<s>"],
        "wordpiece": ["[CLS]", "[SEP]"],
        "wordpiece-cased": ["[CLS]", "[SEP]"],
    }


def test_small_templates():
    with frozen_clock():
        assert [snippet_row(one) for one in SNIPPETS] == read_json(FOLDER / JINJA)["templates"]
