"""The 13-gram rule."""

from trainer.data import benchmark_prompts
from trainer.data.pair import Pair, message
from trainer.decontaminate import benchmark_grams, contaminated, decontaminate, grams
from trainer.tests.conftest import pair

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()


def text(start: int, stop: int) -> str:
    return " ".join(WORDS[start:stop])


def test_a_text_has_one_gram_for_each_run_of_13_words():
    assert len(grams(text(0, 14))) == 2
    assert grams(text(0, 5)) == {tuple(WORDS[:5])}
    assert grams("  ...  ") == set()


def test_13_shared_words_contaminate_and_12_do_not():
    prompts = [text(0, 14)]
    shared_13 = pair("a", f"Please: {text(1, 14).upper()}!")
    shared_12 = pair("b", f"Please say {text(1, 13)} now")
    clean, dropped = decontaminate([shared_13, shared_12], prompts)
    assert [one.id for one in clean] == ["b"]
    assert [(one.id, one.reason) for one in dropped] == [("a", "shares a 13-gram of its prompt with a benchmark")]


def test_a_short_prompt_is_compared_whole():
    forbidden = benchmark_grams(["What is love?"])
    assert contaminated(pair("a", "what is LOVE"), forbidden)
    assert not contaminated(pair("b", "what is love, really"), forbidden)


def test_earlier_turns_count_and_the_judged_response_does_not():
    forbidden = benchmark_grams([text(0, 13)])
    opening = (message("user", "hi"), message("assistant", "hello"))
    later = (message("user", text(0, 13)), message("assistant", "a"))
    assert contaminated(Pair("a", "s", "hi", (*opening, *later), (*opening, *later)), forbidden)
    assert not contaminated(pair("b", "hi", chosen=text(0, 13)), forbidden)


def test_the_shipped_prompts_cover_all_three_benchmarks():
    prompts = benchmark_prompts.read()
    assert len(prompts) == len(set(prompts)) == 2054
