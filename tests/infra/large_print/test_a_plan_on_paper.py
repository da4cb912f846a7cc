"""A care plan prints in every language, in large type, and never with the way into the flat."""

import dataclasses
import zlib
from datetime import UTC, datetime

import pytest

from domains.care.ports import PrintedPlan
from domains.kernel.text import Locale
from infra.large_print import LargePrint

SMALLEST_PT = 18

PLAN = PrintedPlan(
    locale=Locale.KO,
    printed_at=datetime(2026, 3, 3, tzinfo=UTC),
    name="박복례",
    own_words="전화는 아침 아홉 시 지나서 해 주세요.",
    contacts=[("박효녀", "state"), ("Nguyễn Thị Mai", "sensors")],
    worker="정생활",
    worker_depth="reasons",
    centre="대원동 행복복지센터",
    centre_depth="reasons",
    location_in_emergency=False,
)


def type_sizes(pdf: bytes) -> set[float]:
    """Every size of type that the pages set, in points."""
    sizes = set()
    for stream in pdf.split(b"stream\n")[1:]:
        try:
            text = zlib.decompress(stream.split(b"\nendstream")[0])
        except zlib.error:
            continue
        words = text.split()
        sizes |= {float(words[at - 1]) for at, word in enumerate(words) if word == b"Tf"}
    return sizes


@pytest.mark.parametrize("locale", Locale)
def test_nothing_is_printed_small(locale):
    sizes = type_sizes(LargePrint().pdf(dataclasses.replace(PLAN, locale=locale)))
    assert sizes
    assert min(sizes) >= SMALLEST_PT


def test_who_has_said_nothing_and_named_nobody_still_gets_a_page():
    bare = dataclasses.replace(PLAN, own_words=None, contacts=[], worker=None)
    assert LargePrint().pdf(bare).startswith(b"%PDF")


def test_a_page_knows_neither_address_nor_key_box():
    fields = {field.name for field in dataclasses.fields(PrintedPlan)}
    assert not fields & {"address", "key_box_note", "has_key_box"}
