"""Tests of the trainer, run from the repository root."""
