"""Texts held against prompts by datatrove's n-gram step: python decontaminate.py TEXTS.json. A line of JSON for each line of input."""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import xxhash
from datatrove.data import Document
from datatrove.pipeline.decont import n_grams
from datatrove.pipeline.decont.n_grams import NGramsDecontConfig, NGramsDecontFilter
from datatrove.utils.text import ngrams, simplify_text


class Words:
    """Words between spaces, as these texts have them: the step's own tokenizers are slower."""

    def word_tokenize(self, text: str) -> list[str]:
        """The words of a text."""
        return text.split()


def main() -> None:
    """Builds the index as the step's own indexer does, then times the filter once for each line of input."""
    given = json.loads(Path(sys.argv[1]).read_text())
    config = NGramsDecontConfig(n_grams=13, find_query_ngrams=True)
    with tempfile.TemporaryDirectory() as folder:
        # Its English tokenizer is a package of its own.
        n_grams.load_word_tokenizer = lambda _language: Words()
        step = NGramsDecontFilter(folder, config)
        # Newer releases of xxhash take bytes only, and the step gives text.
        step.hash_func = lambda text: xxhash.xxh64_intdigest(text.encode())
        hashes = {
            step.hash_func(" ".join(gram))
            for prompt in given["prompts"]
            for gram in ngrams(simplify_text(prompt, config.norm_config).split(), 13)
        }
        np.array(sorted(hashes), dtype=config.hash_config.np_descr).tofile(Path(folder) / "bench.index.hashes")
        documents = [Document(text=text, id=str(at)) for at, text in enumerate(given["pool"])]
        for _ in sys.stdin:
            started = time.perf_counter()
            contaminated = [row for row, document in enumerate(documents) if step.filter(document) is not True]
            seconds = time.perf_counter() - started
            print(json.dumps({"seconds": seconds, "contaminated": contaminated}), flush=True)


main()
