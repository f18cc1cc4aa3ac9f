"""Readers: one file a source, each yielding `Pair`s."""
