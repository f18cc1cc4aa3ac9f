"""Writes the Parquet files of this folder, with what their rows are as JSON. Run it with the trainer's Python."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

folder = Path(__file__).parent
message = pa.struct([("role", pa.string()), ("content", pa.string())])


def conversation(prompt: str, answer: str) -> list[dict]:
    return [{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}]


def chats(count: int) -> list[dict]:
    return [
        {
            "chosen": conversation(f"p{i} é 😀", f"good {i}\n" + "word " * (i % 7)),
            "rejected": conversation(f"p{i} é 😀", f"bad {i}"),
            "source": None if i % 5 == 0 else f"s{i % 3}",
            "score": i / 4,
            "id": 2**53 + 2 * i + 1 if i % 2 else i,
        }
        for i in range(count)
    ]


chat_schema = pa.schema(
    [
        ("chosen", pa.list_(message)),
        ("rejected", pa.list_(message)),
        ("source", pa.string()),
        ("score", pa.float64()),
        ("id", pa.int64()),
    ]
)


def as_json(row: dict) -> dict:
    """Whole numbers beyond what a double holds are text, as Assay reads them."""
    return {**row, "id": str(row["id"]) if row["id"] > 2**53 else row["id"]}


def write_chats() -> None:
    rows = chats(23)
    table = pa.Table.from_pylist(rows, schema=chat_schema)
    (folder / "chats.expected.json").write_text(json.dumps([as_json(r) for r in rows], ensure_ascii=False) + "\n")
    for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
        pq.write_table(table, folder / f"chats-{codec}.parquet", compression=codec, row_group_size=10)
    plain = {"use_dictionary": False, "row_group_size": 10}
    pq.write_table(table, folder / "chats-pages2.parquet", data_page_version="2.0", data_page_size=64, **plain)
    encodings = {"source": "DELTA_BYTE_ARRAY", "id": "DELTA_BINARY_PACKED", "score": "BYTE_STREAM_SPLIT"}
    pq.write_table(table, folder / "chats-encodings.parquet", column_encoding=encodings, version="2.6", **plain)
    pq.write_table(table, folder / "chats-index.parquet", write_page_index=True, data_page_size=64, **plain)


def write_types() -> None:
    utc = datetime.timezone.utc
    moment = datetime.datetime(2024, 2, 29, 12, 30, 1, 123456, tzinfo=utc)
    before = datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=utc)
    columns = {
        "int64": pa.array([-(2**63), 2**63 - 1, None], pa.int64()),
        "uint64": pa.array([2**64 - 1, 0, None], pa.uint64()),
        "int32": pa.array([-1, 2**31 - 1, None], pa.int32()),
        "uint32": pa.array([2**32 - 1, 1, None], pa.uint32()),
        "int8": pa.array([-128, 127, None], pa.int8()),
        "bool": pa.array([True, False, None]),
        "float32": pa.array([0.5, float("inf"), None], pa.float32()),
        "float64": pa.array([0.1, float("nan"), None], pa.float64()),
        "date": pa.array([datetime.date(2024, 2, 29), datetime.date(1969, 7, 20), None], pa.date32()),
        "millis": pa.array([moment, before, None], pa.timestamp("ms", tz="UTC")),
        "micros": pa.array([moment, before, None], pa.timestamp("us", tz="UTC")),
        "nanos": pa.array([1, -1, None], pa.timestamp("ns", tz="UTC")),
        "decimal": pa.array([Decimal("1.25"), Decimal("-0.50"), None], pa.decimal128(10, 2)),
        "bytes": pa.array([b"plain", b"\xff\x00\x01\x02", None], pa.binary()),
        "texts": pa.array([["a", None, "\0"], [], None], pa.list_(pa.string())),
        "nested": pa.array([[["a"], []], [None], None], pa.list_(pa.list_(pa.string()))),
        "struct": pa.array([{"a": 1, "b": {"c": "x"}}, {"a": None, "b": None}, None],
                           pa.struct([("a", pa.int64()), ("b", pa.struct([("c", pa.string())]))])),
        "map": pa.array([[("k", 1)], [], None], pa.map_(pa.string(), pa.int64())),
        "label": pa.array(["x", "y", None]).dictionary_encode(),
    }
    pq.write_table(pa.table(columns), folder / "types.parquet", coerce_timestamps=None, version="2.6")
    pq.write_table(pa.table({"chosen": pa.array([], pa.string())}), folder / "no-rows.parquet")


def write_broken_text() -> None:
    good = pa.array([b"a", b"\xff\xfe", b"c"], pa.binary())
    texts = pa.StringArray.from_buffers(3, good.buffers()[1], good.buffers()[2])
    pq.write_table(pa.table({"chosen": texts, "rejected": ["x", "y", "z"]}), folder / "broken-text.parquet")


def write_exact() -> None:
    """Values that a careless reader loses: digits, keys, dates of old writers; every page with its check sum."""
    columns = {
        "__proto__": pa.array(["a", "b", None]),
        "decimal": pa.array([Decimal("12345678901234567890.123"), Decimal("-0.100"), None], pa.decimal128(38, 3)),
        "id": pa.array([Decimal(2**60 + 1), Decimal(7), None], pa.decimal128(38, 0)),
        "small": pa.array([Decimal("0.05"), Decimal("-12.50"), None], pa.decimal128(9, 2)),
        "map": pa.array([[("__proto__", 1)], [("k", 1), ("k", 2)], None], pa.map_(pa.string(), pa.int64())),
        "numbered": pa.array([[(2**60 + 1, "x"), (1, "y")], [], None], pa.map_(pa.int64(), pa.string())),
        "proto": pa.array([{"__proto__": 1}, {"__proto__": None}, None], pa.struct([("__proto__", pa.int64())])),
        "int96": pa.array([1_709_209_801_123_456_789, -1, None], pa.timestamp("ns")),
        "half": pa.array([np.float16(1.5), np.float16("-inf"), None], pa.float16()),
        "fixed": pa.array([b"abc", b"\xff\xfe\xfd", None], pa.binary(3)),
        "json": pa.array(['{"id": 9007199254740993}', "[", None], pa.json_()),
    }
    kinds = {"use_deprecated_int96_timestamps": True, "store_decimal_as_integer": True, "write_page_checksum": True}
    pq.write_table(pa.table(columns), folder / "exact.parquet", version="2.6", **kinds)


write_chats()
write_types()
write_exact()
write_broken_text()
