"""Each source's reader, over the files that the project ships."""

import pytest

from trainer.data import hh_rlhf, mt_bench, pandalm
from trainer.data.files import read_rows, write_rows
from trainer.data.pair import Dropped, Pair

# Rows in the source's file, usable pairs, pairs left out.
COUNTS = [(hh_rlhf, 2307, 5), (mt_bench, 875, 357), (pandalm, 888, 111)]


@pytest.mark.parametrize(("reader", "usable", "dropped"), COUNTS)
def test_every_row_is_a_pair_or_has_a_reason(reader, usable, dropped):
    rows = list(reader.read())
    pairs = [row for row in rows if isinstance(row, Pair)]
    assert (len(pairs), len(rows) - len(pairs)) == (usable, dropped)
    assert all(row.reason for row in rows if isinstance(row, Dropped))
    assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize("reader", [hh_rlhf, mt_bench, pandalm])
def test_pairs_end_with_two_different_responses(reader):
    for row in reader.read():
        if isinstance(row, Pair):
            assert row.source == reader.SOURCE
            assert row.chosen[-1]["role"] == row.rejected[-1]["role"] == "assistant"
            assert row.chosen != row.rejected
            assert row.prompt[0] == row.chosen[0] == row.rejected[0]
            assert all(isinstance(one["content"], str) for one in (*row.chosen, *row.rejected))


def test_hh_dialogue_is_split_at_its_turn_marks():
    dialogue = "\n\nHuman: a\n\nb\n\nAssistant: c\n\nHuman: d\n\nAssistant: e"
    assert [(one["role"], one["content"]) for one in hh_rlhf.messages(dialogue)] == [
        ("user", "a\n\nb"),
        ("assistant", "c"),
        ("user", "d"),
        ("assistant", "e"),
    ]


def test_hh_dialogue_without_turn_mark_is_an_error():
    with pytest.raises(ValueError, match="must begin with a turn mark, got 'plain text'"):
        hh_rlhf.messages("plain text")


@pytest.mark.parametrize(
    ("votes", "winner"),
    [(["a"], "a"), (["a", "b"], "tie"), (["a", "b", "a"], "a"), (["a", "b", "c"], "tie"), (["tie", "tie", "a"], "tie")],
)
def test_majority(votes, winner):
    assert mt_bench.majority(votes) == winner


def test_rows_survive_their_file_and_give_the_same_bytes(tmp_path):
    rows = [{"text": "line\u2028 \x00 é 😀"}, {"text": ""}]
    paths = [tmp_path / "a.jsonl.xz", tmp_path / "b.jsonl.xz"]
    assert [write_rows(path, rows) for path in paths] == [2, 2]
    assert list(read_rows(paths[0])) == rows
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_row_that_is_no_object_names_its_line(tmp_path):
    write_rows(tmp_path / "a.jsonl.xz", [{"x": 1}, [2]])
    with pytest.raises(ValueError, match=r"a\.jsonl\.xz line 2 must be a JSON object, got list"):
        list(read_rows(tmp_path / "a.jsonl.xz"))
