"""The split by prompt."""

from collections import Counter
from pathlib import Path

from trainer.config import read_config
from trainer.dataset import clean_sides, thinned
from trainer.decontaminate import benchmark_grams, contaminated
from trainer.data import benchmark_prompts
from trainer.split import position, side, split
from trainer.tests.conftest import pair

DEMO = Path("runs/demo.yaml")


def test_no_prompt_lies_on_two_sides_of_the_real_data():
    sides = clean_sides(read_config(DEMO)).pairs
    groups = [{" ".join(one.group.lower().split()) for one in pairs} for pairs in sides.values()]
    assert sum(map(len, groups)) == len(set.union(*groups))
    assert all(sides.values())


def test_no_pair_of_any_side_shares_a_gram_with_a_benchmark():
    forbidden = benchmark_grams(benchmark_prompts.read())
    sides = clean_sides(read_config(DEMO)).pairs
    assert not [one.id for pairs in sides.values() for one in pairs if contaminated(one, forbidden)]


def test_every_source_is_on_every_side():
    for pairs in clean_sides(read_config(DEMO)).pairs.values():
        assert set(Counter(one.source for one in pairs)) == {"hh-rlhf-harmless", "mt-bench-human", "pandalm"}


def test_case_and_white_space_do_not_move_a_prompt():
    assert position("What  is\nlove?") == position("what is love?")


def test_shares_are_about_what_was_asked():
    sides = split([pair(str(number), f"prompt {number}") for number in range(4000)], 0.1, 0.15)
    shares = {name: len(pairs) / 4000 for name, pairs in sides.items()}
    assert abs(shares["validation"] - 0.1) < 0.02 and abs(shares["test"] - 0.15) < 0.02


def test_the_test_side_stays_when_validation_grows():
    groups = [f"prompt {number}" for number in range(500)]
    small, large = ([side(group, share, 0.2) == "test" for group in groups] for share in (0.1, 0.3))
    assert small == large


def test_thinning_keeps_the_order_and_spreads_over_the_list():
    pairs = [pair(str(number), "p") for number in range(10)]
    assert [one.id for one in thinned(pairs, 4)] == ["0", "2", "5", "7"]
    assert thinned(pairs, None) == pairs
