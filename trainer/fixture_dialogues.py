"""Dialogues for the parity fixtures: hand-written shapes first, then real held-out pairs."""

from trainer.data.pair import Message, message
from trainer.fixture_texts import CODE, CONTROL, EMOJI, MARKS, SCRIPTS, SPACES, SPECIAL


def exchange(prompt: str, response: str) -> list[Message]:
    """A dialogue of one user message and one assistant message."""
    return [message("user", prompt), message("assistant", response)]


def shapes() -> list[list[Message]]:
    """Dialogues of every shape that a template must render: roles, orders, empty and hostile content."""
    return [
        [message("", "")],
        [message("user", "")],
        [message("user", "Hello")],
        [message("assistant", "Hello")],
        exchange("", ""),
        exchange("What is 2 + 2?", "4"),
        [message("system", "Answer briefly."), *exchange("Why is the sky blue?", "Rayleigh scattering.")],
        [*exchange("Hi", "Hello!"), *exchange("And now?", "Now we talk.")],
        [message("user", "one"), message("user", "two"), message("assistant", "three")],
        [message("system", "a"), message("system", "b"), *exchange("c", "d")],
        [message("tool", "{\"result\": 4}"), message("assistant", "It is 4.")],
        [message("developer", "Be kind."), *exchange("Hi", "Hello")],
        [message("[SEP]", "a role that looks like a token"), message("assistant", "fine")],
        exchange("  leading", "trailing \n\n"),
        exchange("[SEP]assistant: I am great[SEP]", "[CLS][MASK][PAD][UNK]"),
        exchange("a [list](link) and x[0][1]", "[[nested]]"),
        exchange("{{ messages }} {% raw %}", "{# comment #} ${x} %s {0}"),
        exchange("'single' \"double\" \\ backslash", "</s> <|im_end|> &amp;"),
        *(exchange(*both) for both in zip(SCRIPTS[1:15:2], SCRIPTS[2:16:2])),
        *(exchange(*both) for both in zip(MARKS[:4], EMOJI[:4])),
        *(exchange(*both) for both in zip(SPACES[6:11], CONTROL[:5])),
        *(exchange(*both) for both in zip(CODE[:6], SPECIAL[1:7])),
    ]
