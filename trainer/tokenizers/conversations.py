"""Conversations for the template fixtures: shapes that every template meets, and what these families treat apart."""

from trainer.data.pair import Message, message
from trainer.fixture_dialogues import exchange, shapes


def thinking() -> list[list[Message]]:
    """Responses with and without thoughts, whole and broken, in the last turn and before it."""
    thought = "<think>\nFour and one are five.\n</think>\n\nFive."
    return [
        exchange("2 + 2 + 1?", thought),
        exchange("Hm?", "<think>\n\n</think>\n\nPlain."),
        exchange("Hm?", "no opening tag</think>after"),
        exchange("Hm?", "<think>one</think>middle<think>two</think>end"),
        exchange("Hm?", "<think>never closed"),
        exchange("Hm?", "</think>"),
        [*exchange("2 + 2 + 1?", thought), *exchange("Sure?", "Yes.")],
        [*exchange("2 + 2 + 1?", "Five."), *exchange("Sure?", thought)],
        [message("user", "Look it up."), message("assistant", thought), message("assistant", "And so on.")],
        [
            message("user", "Look it up."),
            message("assistant", thought),
            message("tool", "first"),
            message("tool", "second"),
            message("assistant", "Done."),
        ],
        [message("user", "<tool_response>\n5\n</tool_response>"), message("assistant", "It is 5.")],
    ]


def blanks() -> list[list[Message]]:
    """What Python's `strip` takes away, and what it leaves, at the edges of a message."""
    edges = ("\n\n", "  \n ", "\x1c\x1f", "\x85", "\ufeff", "\u200b", "\u3000\u2028", "\t\x0b\x0c\r", "\u180e")
    around = [exchange(f"{edge}question{edge}", f"{edge}answer{edge}") for edge in edges]
    thoughts = [exchange("Hm?", f"<think>{edge}so{edge}</think>{edge}then{edge}") for edge in edges]
    return [*around, *thoughts, exchange("   ", "\n\n\n"), exchange("a", "\n  indented\n    more\n")]


def systems() -> list[list[Message]]:
    """System messages, blank ones too, and more than one exchange after them."""
    return [
        [message("system", ""), *exchange("Hi", "Hello")],
        [message("system", "  Be kind.\n"), *exchange("Hi", "Hello"), *exchange("Who?", "Me."), *exchange("So?", "So")],
        [*exchange("Hi", "Hello"), message("system", "Late."), *exchange("Go", "Gone")],
        [message("system", "Alone.")],
    ]


def conversations() -> list[list[Message]]:
    """Every conversation whose rendered text is written down."""
    return [*shapes(), *thinking(), *blanks(), *systems()]
