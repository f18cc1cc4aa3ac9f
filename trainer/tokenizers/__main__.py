"""Make the tokenizer fixtures: python -m trainer.tokenizers OUT_FOLDER"""

import sys
from pathlib import Path

from trainer.tokenizers.make import make

if len(sys.argv) != 2:
    sys.exit("trainer.tokenizers: needs one argument, the folder to write")
make(Path(sys.argv[1]))
