"""Resident registration numbers are seen through every disguise; other numbers are left alone."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.kernel.resident_numbers import holds_resident_number

BORN = st.dates(date(1900, 1, 1), date(2099, 12, 31))
DASHES = [
    "",
    "-",
    "‐",
    "‑",
    "‒",
    "–",
    "—",
    "―",
    "−",
    "－",
    "﹣",
    "ー",
    "~",
    "_",
    "·",
    " - ",
    "  ",
    "\t",
]
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\x00"]
SCRIPTS = [
    str.maketrans("0123456789", digits)
    for digits in (
        "０１２３４５６７８９",
        "٠١٢٣٤٥٦٧٨٩",
        "०१२३४५६७८९",
        "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    )
]


@st.composite
def numbers(draw) -> str:
    """A number in any of its shapes: citizens' 1-4, foreigners' 5-8."""
    born = draw(BORN)
    origin = draw(st.sampled_from("1256" if born.year < 2000 else "3478"))
    rest = draw(st.text("0123456789", min_size=6, max_size=6))
    number = f"{born:%y%m%d}{draw(st.sampled_from(DASHES))}{origin}{rest}"
    number = number.translate(draw(st.sampled_from([{}, *SCRIPTS])))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(number)))
        number = number[:place] + draw(st.sampled_from(INVISIBLE)) + number[place:]
    return number


@given(
    numbers(),
    st.sampled_from(["", "번호 ", "김하나(", "rrn:", "\n"]),
    st.sampled_from(["", ")", " 끝", "."]),
)
def test_a_number_is_seen_in_every_disguise(number, before, after):
    assert holds_resident_number([f"{before}{number}{after}"])


@pytest.mark.parametrize(
    "innocent",
    [
        "010-1234-5678", "+82 10 1234 5678", "031-8036-7114", "02)123-4567", "1588-1234",
        "2026-03-02T08:00:00.000Z", "2026-11-22 07:18:10", "20260302080000", "1772409600000",
        "1772409600", "1798761599999", "019cb0cb-4f00-7000-8000-00000000007c",
        "37.1498123456789", "127.0772123456789", "37.9001011234567", "geo:37.1498,127.0772",
        "1234-5678-9012-3456", "4111111111111111", "978-89-123-4567-8", "9788912345678",
        "123-45-67890", "가족관계증명서 2026-03-02", "경기도 오산시 성호대로 141", "18105",
        "991332-1234567", "900231-1234567", "900101-9234567", "9001011234567890", "B100000123",
        "900101", "900101-123456", "900101-12345678", "2026년 3월 2일 08:00 3학년 2반 15번",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(innocent):
    assert not holds_resident_number([innocent])


@given(st.uuids(), st.datetimes(datetime(2020, 1, 1)))  # noqa: DTZ001
def test_ids_and_times_are_left_alone(some_id, moment):
    assert not holds_resident_number([str(some_id), moment.isoformat(), f"{moment:%Y%m%d%H%M%S}"])
