"""Make the decoder fixtures: python -m trainer.decoders OUT_FOLDER

Writes one folder per case: a tiny random checkpoint, and expected.json with the rewards that every other engine must
compute for it. The same files come out of every run.
"""

import sys
from pathlib import Path

from transformers.utils.logging import disable_progress_bar

from trainer.decoders.cases import CASES
from trainer.decoders.expected import make_case
from trainer.decoders.texts import training_texts
from trainer.decoders.tokenizer import trained


def main(out: Path) -> None:
    """Write every case below `out`."""
    disable_progress_bar()
    tokenizer = trained(training_texts())
    for case in CASES:
        make_case(case, tokenizer, out / case.name)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("trainer.decoders: needs one argument, the folder to write the cases to")
    main(Path(sys.argv[1]))
