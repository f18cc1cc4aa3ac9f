"""PandaLM testset-v1 (Wang et al. 2023, arXiv 2306.05087): three people compare two small models' responses."""

from collections.abc import Iterator

from trainer.data.files import DATA_FILES, read_rows
from trainer.data.mt_bench import majority
from trainer.data.pair import Dropped, Pair, message

SOURCE = "pandalm"
FILE = DATA_FILES / "pandalm.jsonl.xz"
WINNERS = {0: "tie", 1: "response1", 2: "response2"}


def read() -> Iterator[Pair | Dropped]:
    """Yield every pair with a majority for one side; the instruction alone is the group, whatever its input."""
    for row in read_rows(FILE):
        key = f"{SOURCE}-{row['idx']}"
        winner = majority([WINNERS[row[f"annotator{n}"]] for n in (1, 2, 3)])
        if winner == "tie":
            yield Dropped(key, SOURCE, "no majority for one side")
            continue
        # The file holds six responses as the JSON value true: what the model wrote is lost.
        if not all(isinstance(row[response], str) for response in ("response1", "response2")):
            yield Dropped(key, SOURCE, "a response is not text")
            continue
        loser = "response2" if winner == "response1" else "response1"
        prompt = message("user", "\n\n".join(part for part in (row["instruction"], row["input"]) if part))
        chosen, rejected = ((prompt, message("assistant", row[side])) for side in (winner, loser))
        yield Pair(key, SOURCE, row["instruction"], chosen, rejected)
