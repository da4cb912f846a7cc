"""이 or 가: the last sound decides, whatever it is written with."""

import pytest

from notifications.messages.korean import Noun


@pytest.mark.parametrize(
    ("noun", "spoken"),
    [
        ("지훈", "지훈이"),
        ("민지", "민지가"),
        ("운산초등학교", "운산초등학교가"),
        ("GS25", "GS25가"),
        ("3", "3이"),
        ("집(할머니)", "집(할머니)가"),
        ("Minh", "Minh이(가)"),
        ("", "이(가)"),
    ],
)
def test_the_subject_takes_the_particle_of_its_last_sound(noun: str, spoken: str) -> None:
    assert f"{Noun(noun):이/가}" == spoken


@pytest.mark.parametrize(
    ("noun", "spoken"),
    [("서울", "서울로"), ("오산", "오산으로"), ("학교", "학교로"), ("8", "8로")],
)
def test_towards_a_noun_that_ends_in_rieul_needs_no_vowel(noun: str, spoken: str) -> None:
    assert f"{Noun(noun):으로/로}" == spoken


def test_a_noun_alone_stays_as_it_is() -> None:
    assert f"{Noun('지훈')}" == "지훈"
