"""What the apps rely on: every push has a schema, four languages and a link that opens."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
import yaml  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator, ValidationError

from domains.consent.public import Purpose
from domains.kernel.text import Locale
from notifications.messages.keys import (
    CAMPAIGN,
    CARRIES_POSITION,
    READ,
    RETRACT,
    VALUES,
    Kind,
    MessageKey,
    Variant,
)
from notifications.messages.payload import (
    MAX_BYTES,
    compose,
    compose_campaign,
    compose_read,
    compose_retraction,
)
from notifications.messages.render import CATALOGUE, Text
from notifications.notification import Category, ReadElsewhere, Retraction
from notifications.opt_out.binding import LONGEST_URL, MARK
from notifications.opt_out.link import OptOutSigner
from tests.contracts.push.examples import AT, CHILD, EVENT, EXAMPLES, SCHOOL, THING

CONTRACTS = Path(__file__).parents[3] / "mobile_contracts"
UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

NAMES = {name for values in VALUES.values() for name, kind in values.items() if kind is Kind.NOUN}
"""Whatever a message calls by a name; a neutral word stands in when the name is gone."""

each_message = pytest.mark.parametrize("key", MessageKey)
each_locale = pytest.mark.parametrize("locale", Locale)


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = orjson.loads((CONTRACTS / "push" / f"{kind}.v1.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@cache
def links() -> dict[str, Any]:
    document = yaml.safe_load((CONTRACTS / "deeplinks.yaml").read_text("utf-8"))
    return {push: link for link in document["links"].values() for push in link["pushes"]}


@each_message
@each_locale
@pytest.mark.parametrize("with_position", [True, False])
def test_every_message_keeps_its_schema_in_every_language(
    key: MessageKey, locale: Locale, with_position: bool
) -> None:
    _, payload = compose(EXAMPLES[key](), locale=locale, with_position=with_position)

    validator(key).validate(payload)
    assert len(orjson.dumps(payload)) < MAX_BYTES


@each_message
@each_locale
def test_every_message_has_its_own_words_in_every_language(key: MessageKey, locale: Locale) -> None:
    korean, _ = compose(EXAMPLES[key](), locale=Locale.KO, with_position=True)
    text, _ = compose(EXAMPLES[key](), locale=locale, with_position=True)

    assert text.title
    assert "{" not in text.title + text.body
    assert locale is Locale.KO or text.body != korean.body


@each_locale
def test_no_catalogue_holds_a_text_that_nothing_sends(locale: Locale) -> None:
    from domains.kernel.text import _load

    folder = Path(str(CATALOGUE._folder))
    texts = {message.id for message in _load(folder / f"{locale}.po") if message.id}

    assert {text for text in texts if not text.startswith("term.")} == {
        *(text for key in MessageKey for text in text_keys(key)),
        *(f"nameless.{name}" for name in NAMES),
    }


@each_locale
@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_a_name_that_a_message_can_use(locale: Locale, purpose: Purpose) -> None:
    assert CATALOGUE.text(locale, f"term.purpose.{purpose}")


@each_message
def test_every_message_leads_to_a_published_link(key: MessageKey) -> None:
    pattern = re.escape(links()[key]["pattern"]).replace(r"\{id\}", UUID_PATTERN)

    assert re.fullmatch(pattern, EXAMPLES[key]().deep_link)


def test_every_schema_belongs_to_something_that_is_sent() -> None:
    published = {path.name for path in (CONTRACTS / "push").glob("*.json")}

    assert published == {f"{kind}.v1.json" for kind in (*MessageKey, RETRACT, READ, CAMPAIGN)}


def test_a_retraction_keeps_its_schema() -> None:
    retraction = Retraction(event_id=EVENT, occurred_at=AT, tag=f"sos:{THING}")

    validator(RETRACT).validate(compose_retraction(retraction))


def test_what_was_read_elsewhere_keeps_its_schema_and_fits() -> None:
    longest = tuple((f"{number:02}{'t' * 62}", AT) for number in range(30))
    read = ReadElsewhere(event_id=EVENT, occurred_at=AT, tag=f"read:{THING}", entries=longest)

    payload = compose_read(read)

    validator(READ).validate(payload)
    Draft202012Validator(
        validator(READ).schema["properties"]["read"]["contentSchema"]  # type: ignore[index]
    ).validate(orjson.loads(payload["read"]))
    assert len(orjson.dumps(payload)) < MAX_BYTES


def test_a_campaign_keeps_its_schema() -> None:
    payload = compose_campaign(
        Text(title="(광고) 오산시: 봄꽃 축제", body="토요일에 만나요."),
        event_id=EVENT,
        tag=f"campaign:{THING}",
        category=Category.ADVERTISING,
        deep_link="osantalk://offers",
        occurred_at=AT,
        expires_at=AT + timedelta(hours=3),
        image="https://osan.example/flowers.webp",
    )
    person = UUID(int=1)
    way_out = OptOutSigner(public_url="https://osan.example", keys=[b"k" * 32]).url(
        person, Purpose.COMMERCE_ADVERTISING, at=AT
    )
    assert len(way_out) <= LONGEST_URL
    assert payload["opt_out"] == MARK

    validator(CAMPAIGN).validate({**payload, "opt_out": way_out})
    with pytest.raises(ValidationError):
        validator(CAMPAIGN).validate({name: payload[name] for name in payload if name != "opt_out"})


def test_a_position_travels_only_where_the_gate_let_it() -> None:
    sos = EXAMPLES[MessageKey.SOS_RAISED]()

    with_it = compose(sos, locale=Locale.KO, with_position=True)
    without = compose(sos, locale=Locale.KO, with_position=False)

    assert with_it[1]["position_lat"] == "37.149887"
    assert "3분 전" in with_it[0].body
    assert "위치는 알 수 없어요" in without[0].body
    assert not [name for name in without[1] if name.startswith("position")]


@each_locale
@pytest.mark.parametrize("key", [*MessageKey, CAMPAIGN])
def test_every_message_has_a_topic_that_a_digest_can_count(locale: Locale, key: str) -> None:
    topic = key.partition(".")[0]

    assert topic == MessageKey.DIGEST or "3" in CATALOGUE.text(
        locale, f"term.topic.{topic}", count="3"
    )


@each_locale
def test_an_advertisement_says_so_first_and_whose_it_is_in_every_language(locale: Locale) -> None:
    news = EXAMPLES[MessageKey.ACCOUNT_LINKED]()
    advert = replace(news, category=Category.ADVERTISING)

    text, payload = compose(advert, locale=locale, with_position=False)

    sender = CATALOGUE.text(locale, "term.sender")
    assert text.title.startswith(f"(광고) {sender} ")
    assert payload["title"] == text.title
    assert payload["opt_out"] == MARK


def test_an_arrival_reads_like_a_sentence() -> None:
    text, _ = compose(EXAMPLES[MessageKey.COMMUTE_ARRIVED](), locale=Locale.KO, with_position=False)

    assert text.title == f"{SCHOOL} 도착"
    assert text.body == f"{CHILD.name}이 08:41에 {SCHOOL}에 도착했어요."


def text_keys(key: MessageKey) -> list[str]:
    bodies = [f"{key}.body"]
    if key in CARRIES_POSITION:
        bodies = [f"{key}.body.{variant}" for variant in Variant]
    return [f"{key}.title", *bodies]
