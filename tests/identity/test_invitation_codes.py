"""Codes that one person reads out over the telephone and another types."""

import math

from hypothesis import given
from hypothesis import strategies as st

from domains.identity.invitation_code import (
    ALPHABET,
    BITS,
    RANDOM,
    check_character,
    code_hash,
    new_code,
    read_code,
    shown,
)

bodies = st.text(ALPHABET, min_size=RANDOM, max_size=RANDOM)
codes = bodies.map(lambda body: body + check_character(body))
places = st.integers(0, RANDOM)


def test_no_two_characters_look_alike_and_there_are_enough_of_them():
    assert not set("01OIL") & set(ALPHABET)
    assert round(10 * RANDOM * math.log2(len(ALPHABET))) / 10 == BITS
    assert BITS >= 40


def test_a_fresh_code_reads_back_however_it_is_typed():
    code = new_code()
    typed = {code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "}
    assert {read_code(one) for one in typed} == {code.replace("-", "")}
    assert len({new_code() for _ in range(1000)}) == 1000


@given(codes, places, st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed_without_a_look_up(code, place, wrong):
    slip = code[:place] + wrong + code[place + 1 :]
    assert (read_code(shown(slip)) is None) == (slip != code)


@given(codes, places, places)
def test_any_two_characters_that_changed_places_are_noticed(code, one, other):
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    slip = "".join(swapped)
    assert (read_code(slip) is None) == (slip != code)


@given(st.text(max_size=30))
def test_nothing_that_people_type_breaks_the_reader(typed):
    assert read_code(typed) is None or len(read_code(typed) or "") == RANDOM + 1


async def test_what_is_stored_is_found_again_and_tells_nothing():
    stored = await code_hash("K7QF29WMXD")
    assert stored == await code_hash("K7QF29WMXD")
    assert len(stored) == 32
    assert b"K7QF" not in stored
