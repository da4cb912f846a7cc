"""The demo's facts hold together, and agree with the real Osan."""

import os
from datetime import date
from pathlib import Path

import pytest

from api.seed import demo
from api.seed.osan_schools import OSAN_SCHOOLS, school_named, seeded_places
from domains.commute.import_schools import (
    ImportReading,
    KnownPlace,
    read_rows,
    recognise_places,
)
from domains.commute.school_calendar import SchoolLevel
from domains.identity.public import RelationKind, age_on
from domains.kernel.geo import LatLon, distance_m
from infra.emulated_idp.citizens import CITIZENS as AT_THE_PROVIDER

SHARED = Path(__file__).parents[3] / "shared" / "data"
DATA = Path(os.environ.get("OSAN_DATA", SHARED)) / "osan_schools"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="needs ../shared/data/osan_schools (OSAN_DATA)"
)

THE_DEMO_YEAR = date(2026, 11, 23)


def test_the_demo_and_the_identity_provider_speak_of_the_same_people() -> None:
    ours = {one.sub: (one.name, one.birth_date) for one in demo.CITIZENS}
    theirs = {one.sub: (one.name, one.birthdate) for one in AT_THE_PROVIDER.values()}
    assert ours == theirs


def test_every_tie_and_child_names_a_citizen() -> None:
    for tie in demo.TIES:
        assert demo.citizen(tie.holder) != demo.citizen(tie.subject)
    for child in demo.CHILDREN:
        assert demo.citizen(child.sub)
        guardian = demo.DemoTie(child.consented_by, child.sub, RelationKind.PARENT_CHILD)
        assert child.consented_by == child.sub or guardian in demo.TIES


def test_children_go_to_a_school_of_their_age_within_walking_distance() -> None:
    for child in demo.CHILDREN:
        young = age_on(demo.citizen(child.sub).birth_date, THE_DEMO_YEAR) < 13
        assert child.school.level is (SchoolLevel.ELEMENTARY if young else SchoolLevel.MIDDLE)
        assert 300 < distance_m(child.home, child.school.point) < 1_500


def test_under_fourteen_a_guardian_consents_and_later_the_child() -> None:
    for child in demo.CHILDREN:
        young = age_on(demo.citizen(child.sub).birth_date, THE_DEMO_YEAR) < 14
        assert (child.consented_by != child.sub) == young


def test_every_school_of_osan_stands_once_and_in_osan() -> None:
    assert len(OSAN_SCHOOLS) == len({school.source_key for school in OSAN_SCHOOLS}) == 41
    for school in OSAN_SCHOOLS:
        assert distance_m(school.point, LatLon(37.16, 127.06)) < 7_000
    with pytest.raises(KeyError):
        school_named("없는학교")


@pytest.mark.data
@needs_data
def test_the_typed_schools_are_the_published_ones() -> None:
    published = _published()
    assert {place.source_key for place in published} == {s.source_key for s in OSAN_SCHOOLS}
    typed = {school.source_key: school.point for school in OSAN_SCHOOLS}
    for place in published:
        assert distance_m(typed[place.source_key], LatLon(place.lat, place.lon)) < 0.1


def test_a_school_known_by_name_is_recognised_under_its_national_id() -> None:
    row = "B1,운산초등학교,초등학교,37.1530,127.0770\nB2,운산초등학교,초등학교,35.10,129.00"
    outcome = read_rows(f"학교ID,학교명,학교급구분,위도,경도\n{row}".encode())
    assert isinstance(outcome, ImportReading)
    here, in_busan = recognise_places(outcome.places, _on_the_map())
    assert here.source_key == school_named("운산초등학교").source_key
    assert here.lat == 37.153
    assert in_busan.source_key == "school/id/B2"


def _published():
    outcome = read_rows((DATA / "osan_schools.csv").read_bytes())
    assert isinstance(outcome, ImportReading)
    return outcome.places


def _on_the_map() -> list[KnownPlace]:
    return [
        KnownPlace(
            place.source_key, place.kind, place.level, place.name, LatLon(place.lat, place.lon)
        )
        for place in seeded_places()
    ]
