"""MT-bench human votes (Zheng et al. 2023, arXiv 2306.05685): people compare two models on 80 questions."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from trainer.data.files import DATA_FILES, read_rows
from trainer.data.pair import Dropped, Pair

SOURCE = "mt-bench-human"
FILE = DATA_FILES / "mt-bench-human.jsonl.xz"


def majority(votes: list[str]) -> str:
    """The winner that more votes name than any other, else "tie"."""
    (first, most), *rest = Counter(votes).most_common(2)
    return "tie" if rest and rest[0][1] == most else first


def read() -> Iterator[Pair | Dropped]:
    """Yield one pair for each (question, turn, model pair), labelled by the majority of its votes."""
    rows = defaultdict(list)
    for row in read_rows(FILE):
        rows[row["question_id"], row["turn"], row["model_a"], row["model_b"]].append(row)
    for (question, turn, model_a, model_b), votes in rows.items():
        key = f"{SOURCE}-{question}-{turn}-{model_a}-{model_b}"
        winner = majority([vote["winner"] for vote in votes])
        if winner == "tie":
            yield Dropped(key, SOURCE, "no majority for one side")
            continue
        # A vote on turn 1 was cast before turn 2 was shown.
        a, b = (tuple(votes[0][side][: 2 * turn]) for side in ("conversation_a", "conversation_b"))
        chosen, rejected = (a, b) if winner == "model_a" else (b, a)
        yield Pair(key, SOURCE, a[0]["content"], chosen, rejected)
