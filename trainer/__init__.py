"""Training, evaluation and export of Assay's small reward models.

Every input lies in the repository or in an installed package, so the Hugging Face libraries are told to stay
offline before any of them is imported: a missing file then fails at once instead of waiting for a network.
"""

import os

for _switch in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
    os.environ.setdefault(_switch, "1")
# The tokenizer's own threads warn and may deadlock after a fork; the texts here are few.
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
