"""A search that finds nothing proves something only if it would have found it."""

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from datetime import date
from urllib.parse import quote
from uuid import UUID

import pytest

from infra.canaries.canary import Canary
from infra.canaries.erase import KeptItem
from infra.canaries.look_everywhere import CITY
from infra.canaries.search import Blob, Find, search
from infra.canaries.town import ID
from infra.canaries.verdict import Verdict, judge_erasures, judge_seals

NAME = "카나리아-bcdfg"
KEY = UUID("01a20254-35c4-7271-b85c-8d827b45fae8")
LAT = 37.14871234567


def zipped(body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("copy.json", body)
    return out.getvalue()


DISGUISES = {
    "plain": NAME.encode(),
    "hex": NAME.encode().hex().encode(),
    "a bytea in a dump": b"\\x00" + NAME.encode().hex().encode(),
    "JSON": json.dumps({"name": NAME}).encode(),
    "an address": f"/x?name={quote(NAME)}".encode(),
    "UTF-16": NAME.encode("utf-16-le"),
    "a log of bytes": repr(NAME.encode()).encode(),
    "gzip": gzip.compress(NAME.encode()),
    "zlib": zlib.compress(NAME.encode()),
    "zip in zip": zipped(zipped(NAME.encode())),
    **{f"base64 after {n}": base64.b64encode(b"x" * n + NAME.encode() + b"yy") for n in range(4)},
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_name_is_seen_through(disguise):
    blob = Blob("files", "a file", b"\x00before" * (disguise == "plain") + DISGUISES[disguise])
    assert len(search([blob], [Canary("teen", "name", NAME)])) == 1


@pytest.mark.parametrize(
    ("value", "body"),
    [
        (KEY, str(KEY).encode()),
        (KEY, b"\x01" + KEY.bytes),
        (KEY, KEY.hex.encode()),
        (KEY, base64.b64encode(f"Person:{KEY}".encode())),
        (LAT, f"[{LAT},127.0]".encode()),
        (LAT, struct.pack("<d", LAT)),
        (LAT, struct.pack(">d", LAT)),
        (date(2011, 3, 17), b"born 2011-03-17"),
    ],
)
def test_ids_places_and_days_are_seen_through(value, body):
    assert len(search([Blob("database", "t", body)], [Canary("teen", "x", value)])) == 1


def test_nothing_is_seen_where_nothing_is():
    blob = Blob("files", "a file", "아무것도 카나리아-zzzzz 37.1487".encode())
    canaries = [Canary("teen", "name", NAME), Canary("teen", "lat", LAT)]
    assert search([blob], canaries) == []


def judged(*finds: Find, kept: int) -> Verdict:
    verdict = Verdict()
    judge_erasures(verdict, finds, {"teen": [KeptItem("kernel.audit", kept, "§8", None)]})
    return verdict


def found(what: str, value: object, *, place: str = "kernel.audit", rows: int = 3) -> Find:
    return Find(Canary("teen", what, value), "text", CITY, place, rows)


def test_what_the_answer_lists_may_stay_and_only_so_much():
    assert judged(found(ID, KEY), kept=3).passed
    assert not judged(found(ID, KEY), kept=2).passed
    assert not judged(found(ID, KEY), kept=4).passed
    assert not judged(kept=3).passed, "listed, and not there"


def test_an_id_elsewhere_and_a_name_anywhere_are_faults():
    lawful = found(ID, KEY)
    assert not judged(lawful, found(ID, KEY, place="commute.sos"), kept=3).passed
    assert not judged(lawful, found("display name", NAME), kept=3).passed


def test_a_sealed_text_in_the_clear_is_a_fault_even_of_who_stays():
    verdict = Verdict()
    canary = Canary("mother", "display name", NAME, sealed=True)
    judge_seals(verdict, [Find(canary, "text", "files", "a log", 1)])
    assert not verdict.passed
