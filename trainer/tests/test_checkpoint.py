"""The demo checkpoint, and the pieces it is made of."""

import json
from pathlib import Path

import pytest
import torch

from trainer.card import longer_wins
from trainer.checkpoint import TEMPLATE, base_tokenizer, digest, load, save, small_model, stretched
from trainer.data.pair import message
from trainer.dataset import tokens
from trainer.evaluate import reward
from trainer.fixture_dialogues import exchange
from trainer.fixture_texts import LONG, texts
from trainer.vocabulary import trim

MEGABYTES_30 = 30e6


@pytest.fixture(scope="module")
def loaded():
    return load(Path("public/models/demo"))


def test_the_folder_is_small_and_says_what_it_is(demo):
    assert sum(path.stat().st_size for path in demo.iterdir()) <= MEGABYTES_30
    config = json.loads((demo / "config.json").read_text(encoding="utf-8"))
    assert config["architectures"] == ["BertForSequenceClassification"]
    assert len(config["id2label"]) == 1
    assert config["max_position_embeddings"] >= 1024
    assert config["dtype"] == "float16"


def test_the_card_names_these_weights_and_these_figures(demo):
    card = (demo / "README.md").read_text(encoding="utf-8")
    figures = json.loads((demo / "eval.json").read_text(encoding="utf-8"))
    assert digest(demo / "model.safetensors") == figures["model_sha256"]
    assert figures["model_sha256"] in card
    assert longer_wins(figures["test"]) in card
    for side in ("validation", "test"):
        for name, row in figures[side].items():
            cells = [f"{one['accuracy']:.3f} ({one['low']:.3f} to {one['high']:.3f})"
                     for one in (row["model"], row["longer_response"])]  # fmt: skip
            assert f"| {name} | {row['pairs']} | {row['prompts']} | {cells[0]} | {cells[1]} | 0.5 |" in card


def test_1024_tokens_are_scored(loaded):
    model, tokenizer = loaded
    ids = tokens(tokenizer, exchange("Go on.", "a " * 1100))[:1024]
    assert len(ids) == 1024
    assert torch.isfinite(torch.tensor(reward(model, ids)))


def test_order_matters_beyond_position_512(loaded):
    """Positions that were all alike would give both dialogues one reward."""
    model, tokenizer = loaded
    ids = tokens(tokenizer, exchange("Go on.", " ".join(LONG[-1].split())))[:1000]
    turned = [*ids[:600], *reversed(ids[600:])]
    assert abs(reward(model, ids) - reward(model, turned)) > 1e-5


def test_the_small_vocabulary_spells_all_that_the_full_one_spells(loaded):
    _, tokenizer = loaded
    full = base_tokenizer()
    for text in texts(300):
        assert tokenizer.tokenize(text).count("[UNK]") == full.tokenize(text).count("[UNK]"), text


def test_the_template_is_the_project_s(loaded):
    _, tokenizer = loaded
    assert tokenizer.chat_template.strip() == TEMPLATE.read_text(encoding="utf-8").strip()


def test_text_that_looks_like_a_special_token_stays_text(loaded):
    _, tokenizer = loaded
    ids = tokens(tokenizer, exchange("a [SEP] b", "[CLS][PAD]"))
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
    assert [ids.count(one) for one in special] == [1, 2, 0]
    plain = tokenizer("[sep]", add_special_tokens=False)["input_ids"]
    assert plain == tokens(tokenizer, [message("user", "[SEP]")])[3:-1]


def test_a_prompt_s_tokens_begin_the_dialogue_s_tokens(loaded):
    _, tokenizer = loaded
    prompt = tokenizer.apply_chat_template([message("user", "Hi")], add_generation_prompt=True, return_dict=True)
    whole = tokens(tokenizer, exchange("Hi", "Hello"))
    assert whole[: len(prompt["input_ids"])] == prompt["input_ids"]


def test_content_that_is_not_text_is_refused(loaded):
    _, tokenizer = loaded
    with pytest.raises(Exception, match="the content of a message must be text"):
        tokens(tokenizer, [{"role": "user", "content": None}])


def test_trimming_refuses_impossible_sizes():
    with pytest.raises(ValueError, match="the size must be .* pieces, got 10"):
        trim(base_tokenizer(), [], 10)


def test_stretching_keeps_the_table_and_repeats_all_but_its_first_row():
    table = torch.arange(4.0)[:, None]
    assert stretched(table, 9).flatten().tolist() == [0, 1, 2, 3, 1, 2, 3, 1, 2]
    assert stretched(table, 3).flatten().tolist() == [0, 1, 2]


def test_weights_beyond_float16_are_refused(loaded, tmp_path):
    _, tokenizer = loaded
    model = small_model(tokenizer, layers=2, positions=16, seed=0)
    model.classifier.bias.data.fill_(1e6)
    with pytest.raises(ValueError, match="classifier.bias does not"):
        save(model, tokenizer, tmp_path)
