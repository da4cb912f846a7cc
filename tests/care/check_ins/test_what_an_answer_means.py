"""Uncertainty is never read as reassurance: what a key, words or silence mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.check_ins.read_answer import SURE, _bare, _read, read_answer
from domains.care.check_ins.said import KeyPressed, Nothing, Spoken
from domains.care.check_ins.vocabulary import Meaning
from domains.kernel.text import Locale

KO = _read(Locale.KO)
FINE, UNCLEAR, CALL_ME, HELP = Meaning
locales = st.sampled_from(Locale)
confidences = st.floats(allow_nan=True)


def meaning(text: str, confidence: float = 0.95, locale: Locale = Locale.KO) -> Meaning:
    return read_answer(Spoken(text, confidence), locale=locale)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("괜찮아요", FINE),
        ("네, 괜찮습니다.", FINE),
        ("응 나 괜찮아 걱정하지 마", FINE),
        ("오늘도 잘 지내고 있어요, 고마워요", FINE),
        ("괜 찮 아 요", FINE),
        ("일번", FINE),
        ("안 괜찮아요", UNCLEAR),
        ("괜찮지 않아요", UNCLEAR),
        ("괜찮아요?", UNCLEAR),
        ("괜찮은 것 같기도 하고", UNCLEAR),
        ("괜찮았는데 지금은 아니에요", UNCLEAR),
        ("네", UNCLEAR),
        ("아 아 괜찮아요", UNCLEAR),
        ("아이고 괜찮아", UNCLEAR),
        ("괜찮아요 무릎이 좀 아파서 그렇지", UNCLEAR),
        ("누구세요", UNCLEAR),
        ("음냐음냐", UNCLEAR),
        ("", UNCLEAR),
        ("전화 좀 해 주세요", CALL_ME),
        ("괜찮아요 그런데 연락 좀 줘요", CALL_ME),
        ("도와주세요", HELP),
        ("살려줘", HELP),
        ("괜찮아요 아니 도와줘요", HELP),
        ("도와주지 않아도 괜찮아요", HELP),
        ("넘어졌어", HELP),
        ("이번이요", HELP),
        ("일일구 불러 줘", HELP),
    ],
)
def test_korean(text, means):
    assert meaning(text) is means


@pytest.mark.parametrize(
    ("locale", "text", "means"),
    [
        (Locale.EN, "I'm fine, thank you.", FINE),
        (Locale.EN, "I'm not fine", UNCLEAR),
        (Locale.EN, "Fine? Help me!", HELP),
        (Locale.EN, "please call me", CALL_ME),
        (Locale.EN, "괜찮아요", FINE),
        (Locale.ZH, "我很好，谢谢", FINE),
        (Locale.ZH, "我不好", UNCLEAR),
        (Locale.ZH, "救命", HELP),
        (Locale.VI, "Vâng, tôi khỏe, cảm ơn", FINE),
        (Locale.VI, "Tôi không khỏe", UNCLEAR),
        (Locale.VI, "Cứu tôi với", HELP),
        (Locale.KO, "I'm fine", UNCLEAR),
    ],
)
def test_other_languages_and_korean_in_each(locale, text, means):
    assert meaning(text, locale=locale) is means


@pytest.mark.parametrize("locale", Locale)
def test_no_word_that_reassures_or_stands_beside_it_also_calls_for_help(locale):
    grammar = _read(locale)
    for word in (*grammar.reassuring, *grammar.beside):
        assert not any(alarm in word for alarm in (*grammar.help, *grammar.call_me))


@given(st.text(alphabet="0123456789*#", max_size=8))
def test_one_key_reassures_and_no_other(key):
    means = read_answer(KeyPressed(key), locale=Locale.KO)
    assert (means is FINE) == (key == "1")
    assert (means is HELP) == (key == "2")


@given(locales)
def test_silence_is_no_answer(locale):
    assert read_answer(Nothing(), locale=locale) is UNCLEAR


@given(st.text(max_size=80), confidences, locales)
def test_whatever_is_said_has_a_meaning_and_what_was_guessed_reassures_nobody(
    text, confidence, locale
):
    means = meaning(text, confidence, locale)
    if means is FINE:
        assert confidence >= SURE
        assert _bare(text)


@given(st.text(max_size=40), st.sampled_from(KO.help), st.text(max_size=40), confidences, locales)
def test_a_call_for_help_counts_wherever_it_stands(before, alarm, after, confidence, locale):
    assert meaning(f"{before} {alarm} {after}", confidence, locale) is HELP


harmless = st.lists(st.sampled_from((*KO.reassuring, *KO.beside)), max_size=4).map("".join)
strangers = st.text(alphabet="못말팔칠륙싫죽슬힘쉬겠", min_size=1, max_size=6)


@given(harmless, strangers, harmless)
def test_one_syllable_that_nobody_agreed_upon_leaves_a_doubt(before, stranger, after):
    assert meaning(before + stranger + after) is not FINE


@given(st.text(max_size=60), confidences, confidences, locales)
def test_a_recogniser_that_is_less_sure_never_reassures_more(text, one, other, locale):
    low, high = sorted((one, other)) if one == one and other == other else (one, one)
    assert meaning(text, low, locale) >= meaning(text, high, locale)


@given(st.text(max_size=40), st.text(max_size=40))
def test_more_words_never_take_a_call_for_help_back(said, more):
    if meaning(said) is HELP:
        assert meaning(said + " " + more) is HELP
