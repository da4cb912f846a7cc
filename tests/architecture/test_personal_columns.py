"""Every column that speaks of a person is sealed under their key, or says here why it is not."""

from collections.abc import Iterator
from importlib import import_module

from tortoise import fields
from tortoise.fields import Field
from tortoise.models import Model

from api.sealed_columns import SEALED_COLUMNS
from infra.database import APPS

IDS_AND_TIMES = (fields.UUIDField, fields.DatetimeField)
"""Outside every key, so that set-based work stays set-based: an id names nobody, and a time is
only somebody's beside an id that means nothing once its person is erased."""

IN_THE_OPEN = {
    "identity.people.birth_date": "who turns 14 today is one statement",
    "identity.people.locale": "one of four words; chosen set-based for every push",
    "identity.accounts.subject": "looked up at each sign-in; a provider's own opaque id",
    "identity.devices.push_token": "an audience's phones are one statement; opaque, ours to revoke",
    "identity.sessions.provider_subject": "a provider's logout finds its sessions by it; opaque",
    "identity.sign_in_codes.provider_subject": "lives a minute; opaque",
    **dict.fromkeys(
        (
            f"notifications.preferences.{wish}"
            for wish in ("muted", "quiet_from", "quiet_to", "digest_at", "digested", "large_text")
        ),
        "quarters of an hour and a few words; read set-based for every push of a city",
    ),
    "identity.contact_numbers.bucket": "finds who calls; thousands of numbers share each",
    "care.contacts.hours": "spans of the clock, no words; read at each step of a call for help",
    "care.pauses.reason": "one of three words; gone with her care",
    "care.check_in_plans.plan": "times of day and choices, no words; read when she is to be asked",
    **dict.fromkeys(
        (
            "care.check_ins.state",
            "care.check_ins.way",
            "care.check_in_answers.way",
            "care.check_in_answers.meaning",
        ),
        "one word of a few; what she said is kept nowhere",
    ),
    "care.case_concerns.signals": "codes and numbers; gone with the yes to sensors, or a month on",
    "care.case_concerns.silent_s": "one number, for a figure; gone with the yes to sensors",
    "commute.tracks.state": "positions: under a consent, read each second, gone within a day",
    "commute.tracks.visits": "ids and times of the last day; gone with the positions",
    "commute.sos.lat": "a position under its consent, erased with it and after the retention",
    "commute.sos.lon": "a position under its consent, erased with it and after the retention",
}


def personal_columns() -> Iterator[tuple[str, Field]]:
    for package in APPS.values():
        for model in vars(import_module(f"{package}.models")).values():
            if isinstance(model, type) and issubclass(model, Model) and model is not Model:
                yield from _of(model)


def _of(model: type[Model]) -> Iterator[tuple[str, Field]]:
    meta = model._meta
    for name, field in meta.fields_map.items():
        if "personal:" in (field.description or "") and name in meta.fields_db_projection:
            yield f"{meta.schema}.{meta.db_table}.{name}", field


def is_sealed(field: Field) -> bool:
    return isinstance(field, fields.BinaryField) and "(sealed" in (field.description or "")


def test_what_is_personal_is_sealed_or_says_why_not():
    unexplained = [
        name
        for name, field in personal_columns()
        if not is_sealed(field) and not isinstance(field, IDS_AND_TIMES) and name not in IN_THE_OPEN
    ]
    assert unexplained == []


def test_every_reason_is_still_needed():
    columns = {name for name, field in personal_columns() if not is_sealed(field)}
    assert set(IN_THE_OPEN) <= columns


def test_every_sealed_column_takes_part_in_rotations():
    sealed = {name for name, field in personal_columns() if is_sealed(field)}
    assert sealed == {column.name for column in SEALED_COLUMNS}
