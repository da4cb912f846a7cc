"""Each store proves its part of a withdrawal; one that fails is tried again and cried for."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from domains.consent import public as consent
from domains.consent.public import Erased, Erasers, Proof, Purpose
from domains.kernel.actor import Actor
from infra.object_store import FileObjects
from infra.object_store.subject_objects import OBJECTS, SubjectObjects

ARRIVAL = Purpose.COMMUTE_ARRIVAL


@dataclass
class Pictures:
    """A store outside the database, as a test has it."""

    name: str = "pictures"
    broken: bool = False
    held: int = 4
    asked: list[tuple[object, ...]] = field(default_factory=list)

    async def erase(self, *, subject_id, purpose, before) -> Proof:
        self.asked.append((subject_id, purpose, before))
        if self.broken:
            raise ConnectionError("a text that may hold anything")
        gone, self.held = self.held, 0
        return Proof([Erased("pictures.objects", gone)], digest="0f" * 32)


@pytest.fixture
async def home(years, home_of):
    home = await home_of(date(2017, 2, 10))
    await years.grant(home.mother, home.child, ARRIVAL)
    return home


async def cases(years, home):
    return await consent.show_erasures(
        Actor(person_id=home.mother),
        subject_id=home.child,
        limit=10,
        before=None,
        clock=years.clock,
        ids=years.ids,
    )


async def within(subject, purpose, at):
    return [Erased("tests.rows", 2)]


async def test_the_answer_says_what_is_gone_what_follows_and_what_the_law_keeps(years, home):
    years.erasers = Erasers({ARRIVAL: within}, ["pictures"])
    answer = await years.withdraw(home.mother, home.child, ARRIVAL)
    assert list(answer.erased) == [Erased("tests.rows", 2)]
    assert list(answer.follows) == ["pictures"]
    kept = {one.what: (one.rows, one.law) for one in answer.kept}
    assert kept["consent.ledger"] == (2, "개인정보보호법 §22")
    assert "kernel.audit" in kept


async def test_a_proof_closes_the_case_and_is_asked_for_once(years, home):
    store = Pictures()
    years.erasers, years.stores = Erasers({ARRIVAL: within}, ["pictures"]), [store]
    await years.withdraw(home.mother, home.child, ARRIVAL)
    (case,) = await cases(years, home)
    assert case.closed_at is None

    await years.work()
    await years.work()

    (case,) = await cases(years, home)
    assert case.closed_at == years.clock.now()
    assert [(p.store, list(p.erased), p.digest) for p in case.parts] == [
        ("database", [Erased("tests.rows", 2)], None),
        ("pictures", [Erased("pictures.objects", 4)], "0f" * 32),
    ]
    assert len(store.asked) == 1


async def test_a_broken_store_is_tried_again_and_cried_for_once_when_overdue(years, home):
    store = Pictures(broken=True)
    years.erasers, years.stores = Erasers({ARRIVAL: within}, ["pictures"]), [store]
    await years.withdraw(home.mother, home.child, ARRIVAL)

    await years.live_until(years.clock.now() + timedelta(days=7))

    assert 10 < len(store.asked) < 60
    (cry,) = await years.said("consent.erasure_overdue")
    assert (cry["store"], cry["subject_id"]) == ("pictures", str(home.child))
    store.broken = False
    await years.live_until(years.clock.now() + timedelta(days=1))
    (case,) = await cases(years, home)
    assert case.closed_at is not None


async def test_a_no_to_what_never_stood_opens_no_case(years, home):
    years.erasers = Erasers({}, ["pictures"])
    answer = await years.withdraw(home.mother, home.child, Purpose.COMMUTE_BUS)
    assert (answer.changed, list(answer.follows)) == (False, [])
    assert await cases(years, home) == []


async def test_the_object_store_gives_up_what_is_older_than_the_no_and_only_that(
    years, home, tmp_path
):
    store, before = FileObjects(tmp_path), years.ids.new()
    years.erasers, years.stores = Erasers({}, [OBJECTS]), [SubjectObjects(store)]
    mine, other = (consent.objects_under(home.child, p) for p in (ARRIVAL, Purpose.COMMUTE_BUS))
    await store.put(f"{mine}{before}.jpg", b"then", content_type="image/jpeg")
    await store.put(f"{other}{before}.jpg", b"another", content_type="image/jpeg")
    await years.withdraw(home.mother, home.child, ARRIVAL)
    years.clock.advance(timedelta(seconds=30))
    later = f"{mine}{years.ids.new()}.jpg"
    await store.put(later, b"after a new yes", content_type="image/jpeg")

    await years.work()

    assert await store.list("") == sorted([f"{other}{before}.jpg", later])
    (case,) = await cases(years, home)
    assert case.closed_at is not None
    assert list(case.parts[1].erased) == [Erased("objects", 1)]
