"""An operator imports what the portals publish, and learns what was left out and why."""

import codecs
from datetime import date

import pytest

from domains.commute.import_schools import (
    REMEDIES,
    FileFault,
    ImportedPlace,
    ImportReading,
    RefusedFile,
    RowFault,
    read_rows,
)
from domains.commute.school_calendar import SchoolLevel
from domains.commute.vocabulary import PlaceKind

SCHOOL_HEADER = (
    "학교ID,학교명,학교급구분,설립일자,설립형태,본교분교구분,운영상태,소재지지번주소,소재지도로명주소,"
    "시도교육청코드,시도교육청명,교육지원청코드,교육지원청명,생성일자,변경일자,위도,경도,데이터기준일자"
)
ZONE_HEADER = (
    "시설종류,대상시설명,소재지도로명주소,소재지지번주소,위도,경도,관리기관명,관할경찰서명,"
    "CCTV설치여부,CCTV설치대수,보호구역도로폭,데이터기준일자"
)


def a_school(**said: str) -> str:
    row = {
        "id": "B000003001",
        "name": "가람초등학교",
        "level": "초등학교",
        "status": "운영",
        "lat": "37.1503",
        "lon": "127.0772",
        "date": "2026-03-01",
        **said,
    }
    return (
        f"{row['id']},{row['name']},{row['level']},1990-03-01,공립,본교,{row['status']},"
        f"경기도 오산시 오산동 1,경기도 오산시 오산로 1,7530000,경기도교육청,7679000,"
        f"경기도화성오산교육지원청,2020-01-01,2026-01-01,{row['lat']},{row['lon']},{row['date']}"
    )


def a_zone(
    name: str = "가람유치원", *, road: str = "경기도 오산시 오산로 1", lat: str = "37.15"
) -> str:
    address = f"{road},경기도 오산시 오산동 1"
    return f"유치원,{name},{address},{lat},127.07,오산시,오산경찰서,Y,1,6,2026-01-02"


def schools(*rows: str) -> bytes:
    return "\n".join([SCHOOL_HEADER, *rows]).encode()


def reading(data: bytes) -> ImportReading:
    outcome = read_rows(data)
    assert isinstance(outcome, ImportReading), outcome
    return outcome


def the_only_refusal(row: str) -> RowFault:
    result = reading(schools(row))
    assert result.places == ()
    (refused,) = result.refused
    assert refused.line == 2
    assert refused.remedy == REMEDIES[refused.fault]
    return refused.fault


def test_a_row_of_the_school_standard_becomes_a_place() -> None:
    assert reading(schools(a_school())).places == (
        ImportedPlace(
            kind=PlaceKind.SCHOOL,
            source_key="school/id/B000003001",
            name="가람초등학교",
            level=SchoolLevel.ELEMENTARY,
            lat=37.1503,
            lon=127.0772,
            radius_m=100.0,
            address="경기도 오산시 오산로 1",
            authority="경기도화성오산교육지원청",
            data_as_of=date(2026, 3, 1),
            line=2,
        ),
    )


def test_a_row_of_the_zone_standard_becomes_a_zone_of_300_metres() -> None:
    (zone,) = reading("\n".join([ZONE_HEADER, a_zone()]).encode("cp949")).places
    assert (zone.kind, zone.level, zone.radius_m) == (
        PlaceKind.CHILD_ZONE,
        SchoolLevel.KINDERGARTEN,
        300.0,
    )


@pytest.mark.parametrize(
    ("encode", "named"),
    [
        (lambda text: text.encode("cp949"), "cp949"),
        (lambda text: text.encode(), "utf-8-sig"),
        (lambda text: codecs.BOM_UTF8 + text.encode(), "utf-8-sig"),
        (lambda text: text.replace("\n", "\r\n").encode("cp949"), "cp949"),
        (lambda text: text.replace("\n", "\r").encode(), "utf-8-sig"),
    ],
    ids=["CP949", "UTF-8", "UTF-8 with BOM", "CP949 with CRLF", "old Mac line ends"],
)
def test_the_same_file_in_any_dress_is_the_same(encode, named: str) -> None:
    result = reading(encode("\n".join([SCHOOL_HEADER, a_school(), ""])))
    assert [place.name for place in result.places] == ["가람초등학교"]
    assert result.encoding == named


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b" \n\n", FileFault.EMPTY),
        ("학교명".encode("utf-16"), FileFault.UTF_16),
        (b"PK\x03\x04\x00\x00 a spreadsheet", FileFault.NOT_TEXT),
        (b"\xff\xff\xff\n", FileFault.UNKNOWN_ENCODING),
        ("학교명,주소\n가람초,오산".encode(), FileFault.UNKNOWN_COLUMNS),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(data: bytes, fault: FileFault) -> None:
    outcome = read_rows(data)
    assert isinstance(outcome, RefusedFile)
    assert outcome.fault is fault
    assert outcome.remedy


def test_a_broken_byte_is_never_guessed_into_mojibake() -> None:
    outcome = read_rows(schools(a_school()) + b"\n\xb0\xff\xff")
    assert isinstance(outcome, RefusedFile)
    assert "line 3" in outcome.remedy


ROW_FAULTS = [
    ({"lat": "", "lon": ""}, RowFault.MISSING_COORDINATES),
    ({"lat": "0", "lon": "0.0"}, RowFault.MISSING_COORDINATES),
    ({"lat": "127.0772", "lon": "37.1503"}, RowFault.SWAPPED_COORDINATES),
    ({"lat": "35.68", "lon": "139.69"}, RowFault.OUTSIDE_KOREA),
    ({"lat": "37.15°", "lon": "127.07"}, RowFault.BAD_COORDINATES),
    ({"lat": "nan", "lon": "127.07"}, RowFault.BAD_COORDINATES),
    ({"lat": "３７.15", "lon": "127.07"}, RowFault.BAD_COORDINATES),
    ({"lat": "417432.11", "lon": "206551.7"}, RowFault.PROJECTED_COORDINATES),
    ({"level": "대학교"}, RowFault.UNKNOWN_LEVEL),
    ({"level": ""}, RowFault.UNKNOWN_LEVEL),
    ({"status": "폐교"}, RowFault.CLOSED_SCHOOL),
    ({"status": "휴교"}, RowFault.CLOSED_SCHOOL),
    ({"status": "?"}, RowFault.UNKNOWN_STATUS),
    ({"date": "2026-02-30"}, RowFault.BAD_DATE),
    ({"date": "46082"}, RowFault.BAD_DATE),
    ({"name": "  "}, RowFault.MISSING_NAME),
    ({"name": "가" * 121}, RowFault.NAME_TOO_LONG),
    ({"name": "가람�등학교"}, RowFault.BROKEN_TEXT),
    ({"name": '"가람초등학교'}, RowFault.UNREADABLE),
    ({"name": "가람,초등학교"}, RowFault.EXTRA_CELLS),
]


@pytest.mark.parametrize(("said", "fault"), ROW_FAULTS, ids=[str(f[1]) for f in ROW_FAULTS])
def test_a_bad_row_is_named_with_its_line_and_remedy(said: dict[str, str], fault: RowFault) -> None:
    assert the_only_refusal(a_school(**said)) is fault


def test_a_cut_off_row_is_named() -> None:
    assert the_only_refusal("B1,가람초등학교,초등학교") is RowFault.MISSING_CELLS


@pytest.mark.parametrize(
    "number", ["900101-1234567", "9001011234567", "150301-3234567", "900101 - 1234567"]
)
def test_a_resident_number_is_refused_and_not_even_repeated(number: str) -> None:
    result = reading(schools(a_school(name=f"홍길동 {number}")))
    (refused,) = result.refused
    assert refused.fault is RowFault.RESIDENT_NUMBER
    assert number[:6] not in repr(refused)


def test_long_coordinates_and_ids_are_no_resident_numbers() -> None:
    row = a_school(id="9990011234567", lat="37.9001011234567", lon="127.06969860000001")
    assert len(reading(schools(row)).places) == 1


def test_good_rows_survive_bad_neighbours_even_an_unclosed_quotation_mark() -> None:
    rows = [a_school(id=f"B{n}", name=f"제{n}초등학교") for n in range(40)]
    rows[10] = rows[10].replace("제10", '"제10')
    result = reading(schools(*rows))
    assert len(result.places) == 39
    assert [(bad.line, bad.fault) for bad in result.refused] == [(12, RowFault.UNREADABLE)]


def test_two_forgotten_quotation_marks_do_not_swallow_what_lies_between() -> None:
    rows = [a_school(id=f"B{n}", name=f"제{n}초등학교") for n in range(40)]
    for broken in (10, 13):
        rows[broken] = rows[broken].replace("제", '"제')
    assert len(reading(schools(*rows)).places) == 38


def test_a_quoted_cell_may_hold_a_comma_and_a_line_break() -> None:
    row = a_school(name='"가람초등학교, 본관\n(신관)"')
    result = reading(schools(row, a_school(id="B2", name="나래초등학교", lat="x")))
    assert [place.name for place in result.places] == ["가람초등학교, 본관 (신관)"]
    assert [bad.line for bad in result.refused] == [4]


def test_the_second_of_two_equal_rows_is_reported_with_the_first() -> None:
    twice = reading(schools(a_school(), a_school()))
    moved = reading(schools(a_school(), a_school(lat="37.16")))
    assert [(bad.fault, bad.detail) for bad in twice.refused] == [(RowFault.DUPLICATE, "line 2")]
    assert [bad.fault for bad in moved.refused] == [RowFault.CONFLICTING_DUPLICATE]
    assert len(twice.places) == len(moved.places) == 1


def test_importing_a_newer_edition_updates_instead_of_adding() -> None:
    def key(row: str) -> str:
        return reading("\n".join([ZONE_HEADER, row]).encode()).places[0].source_key

    old = key(a_zone("물향기 유치원", road="경기도 오산시 수청로 80-8"))
    moved = key(a_zone("물향기유치원", road="경기도 오산시 수청로 80-8 (내삼미동)", lat="37.16"))
    other = key(a_zone("물향기유치원", road="경기도 성남시 수내로 1"))
    assert old == moved != other
    assert len(key(a_zone("가" * 120))) <= 120


def test_a_title_above_the_header_and_unknown_columns_do_no_harm() -> None:
    header, row = SCHOOL_HEADER + ",비고", a_school() + ",잘 모름"
    text = "\n".join(["전국초중등학교위치표준데이터", "", header, row])
    (place,) = reading(text.encode()).places
    assert (place.name, place.line) == ("가람초등학교", 4)


def test_a_tab_separated_copy_out_of_a_spreadsheet_is_read() -> None:
    text = "\n".join([SCHOOL_HEADER, a_school()]).replace(",", "\t")
    assert len(reading(text.encode()).places) == 1


def test_headers_with_spaces_quotes_or_decomposed_hangul_are_recognised() -> None:
    import unicodedata

    header = unicodedata.normalize("NFD", SCHOOL_HEADER.replace("위도", '" 위 도 "'))
    assert len(reading("\n".join([header, a_school()]).encode()).places) == 1


def test_every_fault_has_a_remedy() -> None:
    assert set(REMEDIES) == set(RowFault)
