"""Make the fixtures of agreement: python -m trainer.agreement_reference OUT_FOLDER [MT_BENCH_VOTES PANDALM_SET]

random.json: random ratings with the figures of scikit-learn, statsmodels, krippendorff and crowd-kit. mt-bench.json and
pandalm.json: real people's votes, without their texts, with the same figures; made only where the sources are given.
"""

import json
import sys
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
from crowdkit.aggregation import DawidSkene, MajorityVote
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

Ratings = list[list[int | None]]
ROUNDS = 12
ROUNDS_TO_THE_END = 200
SEED = 20260101
CASES = 20
DIGITS = 12


def rounded(value: float) -> float | None:
    """A figure for JSON; null where the library has none."""
    return None if np.isnan(value) or np.isinf(value) else round(float(value), DIGITS)


def percent(ratings: Ratings) -> float:
    """Of all pairs of ratings of one unit, the share that say the same."""
    pairs = [one == other for said in ratings for one, other in combinations([v for v in said if v is not None], 2)]
    return float(np.mean(pairs)) if pairs else float("nan")


def fleiss(ratings: Ratings) -> float:
    """Of the units with as many ratings as most have; NaN where none has two."""
    sizes = [sum(value is not None for value in said) for said in ratings]
    several = [size for size in sizes if size > 1]
    if not several:
        return float("nan")
    usual = max(sorted(set(several), reverse=True), key=several.count)
    rows = [[value for value in said if value is not None] for said, size in zip(ratings, sizes) if size == usual]
    return fleiss_kappa(aggregate_raters(np.array(rows))[0])


def alpha(ratings: Ratings, values: int, level: str) -> float:
    """Krippendorff's alpha; NaN where it is undefined."""
    matrix = np.array([[np.nan if value is None else value for value in said] for said in ratings], dtype=float).T
    try:
        return krippendorff.alpha(matrix, value_domain=list(range(values)), level_of_measurement=level)
    except (ValueError, AssertionError):
        return float("nan")


def cohen(ratings: Ratings, values: int, one: int, other: int) -> dict:
    """Kappa of two people over the units that both judged, with the three weightings."""
    both = [(said[one], said[other]) for said in ratings if said[one] is not None and said[other] is not None]
    if not both:
        return {"one": one, "other": other, "units": 0, "none": None, "linear": None, "quadratic": None}
    left, right = zip(*both)
    of = {
        name: rounded(cohen_kappa_score(left, right, labels=list(range(values)), weights=weights))
        for name, weights in (("none", None), ("linear", "linear"), ("quadratic", "quadratic"))
    }
    return {"one": one, "other": other, "units": len(both), **of}


def votes_of(ratings: Ratings) -> pd.DataFrame:
    """Ratings in the form that crowd-kit reads."""
    rows = [
        (unit, person, value)
        for unit, said in enumerate(ratings)
        for person, value in enumerate(said)
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["task", "worker", "label"])


def majority(ratings: Ratings) -> list[int | None]:
    """What more than half of the people say, for each unit that has a rating; null where no value has so many."""
    shares = MajorityVote().fit_predict_proba(votes_of(ratings)).sort_index()
    return [int(value) if share > 0.5 else None for value, share in zip(shares.idxmax(axis=1), shares.max(axis=1))]


def dawid_skene(ratings: Ratings, values: int, rounds: int = ROUNDS) -> list[list[float]]:
    """The probability of each value for each unit that has a rating, after a fixed number of rounds."""
    data = votes_of(ratings)
    # No tolerance is ever undercut: all rounds are done.
    probabilities = DawidSkene(n_iter=rounds, tol=-np.inf).fit_predict_proba(data)
    table = probabilities.reindex(columns=range(values), fill_value=0.0).sort_index()
    return [[round(float(p), 9) for p in row] for row in table.to_numpy()]


def case(name: str, ratings: Ratings, values: int, pairs: list[tuple[int, int]]) -> dict:
    """Ratings, one row a unit and one column a person, with what the libraries say of them."""
    return {
        "name": name,
        "values": values,
        "ratings": ratings,
        "percent": rounded(percent(ratings)),
        "fleiss": rounded(fleiss(ratings)),
        "nominal": rounded(alpha(ratings, values, "nominal")),
        "ordinal": rounded(alpha(ratings, values, "ordinal")),
        "cohen": [cohen(ratings, values, one, other) for one, other in pairs],
        "majority": majority(ratings),
        "rounds": ROUNDS,
        "dawidSkene": dawid_skene(ratings, values),
    }


def random_ratings(number: int) -> tuple[Ratings, int]:
    """Ratings and the number of values: people of different skill judge units with a hidden true value; some are missing."""
    random = np.random.default_rng((SEED, number))
    people, units, values = int(random.integers(2, 7)), int(random.integers(8, 60)), int(random.integers(2, 8))
    skill = random.uniform(0.2, 0.95, people)
    missing = 0.0 if number % 4 == 0 else float(random.uniform(0.05, 0.6))
    truth = random.choice(values, size=units, p=random.dirichlet(np.ones(values)))
    ratings: Ratings = [
        [
            None
            if random.random() < missing
            else int(true if random.random() < skill[person] else random.integers(values))
            for person in range(people)
        ]
        for true in truth
    ]
    return ratings, values


def random_case(number: int) -> dict:
    """The same case at every run."""
    ratings, values = random_ratings(number)
    return case(f"random {number}", ratings, values, list(combinations(range(len(ratings[0])), 2)))


def dense(votes: pd.DataFrame) -> tuple[Ratings, list[str]]:
    """Rows of (unit, person, value) as a table of units and people; of two of one unit and person the later one counts."""
    last = votes.drop_duplicates(["unit", "person"], keep="last")
    table = last.pivot(index="unit", columns="person", values="value")
    return [[None if np.isnan(v) else int(v) for v in row] for row in table.to_numpy()], list(table.columns)


def mt_bench(path: Path) -> dict:
    """Votes of 65 judges: 0 the model first by name, 1 tie, 2 the other; a unit is a question, a turn and two models."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    votes = []
    for row in rows:
        first, second = sorted((row["model_a"], row["model_b"]))
        value = 1 if row["winner"] == "tie" else 0 if row[row["winner"]] == first else 2
        unit = f"{row['question_id']:03d}-{row['turn']}-{first}-{second}"
        votes.append({"unit": unit, "person": row["judge"], "value": value})
    ratings, people = dense(pd.DataFrame(votes))
    made = case("MT-bench human judgments", ratings, 3, busiest(ratings))
    return {**made, "ratings": sparse(ratings), "people": len(people), "likely": likely(ratings, 3)}


def pandalm(path: Path) -> dict:
    """Votes of three annotators: 0 the first response, 1 tie, 2 the second."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    order = {1: 0, 0: 1, 2: 2}
    ratings: Ratings = [[order[row[f"annotator{n}"]] for n in (1, 2, 3)] for row in rows]
    made = case("PandaLM", ratings, 3, list(combinations(range(3), 2)))
    return {**made, "ratings": sparse(ratings), "people": 3, "likely": likely(ratings, 3)}


def busiest(ratings: Ratings) -> list[tuple[int, int]]:
    """The 20 pairs of people with most units in common."""
    people = len(ratings[0])
    common = {
        (one, other): sum(said[one] is not None and said[other] is not None for said in ratings)
        for one, other in combinations(range(people), 2)
    }
    return sorted(common, key=lambda two: (-common[two], two))[:20]


def likely(ratings: Ratings, values: int) -> list[int | None]:
    """What is more likely than not after all rounds, for each unit that has a rating."""
    rows = dawid_skene(ratings, values, ROUNDS_TO_THE_END)
    return [row.index(max(row)) if max(row) > 0.5 else None for row in rows]


def sparse(ratings: Ratings) -> list[list[list[int]]]:
    """Of each unit, who said what."""
    return [[[person, value] for person, value in enumerate(said) if value is not None] for said in ratings]


def write(path: Path, content: object) -> None:
    """JSON in one line and a line's end."""
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    """Write the fixtures."""
    folder, *sources = (Path(given) for given in sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "random.json", [random_case(number) for number in range(CASES)])
    if len(sources) == 2:
        write(folder / "mt-bench.json", mt_bench(sources[0]))
        write(folder / "pandalm.json", pandalm(sources[1]))


if __name__ == "__main__":
    main()
