"""A child's phone walks to school; the parents' phones say so, once, and nobody else's does."""

from datetime import timedelta

from tests.builders.families import SCHOOL
from tests.builders.household import CHILD_NAME, SCHOOL_NAME, end_guardianship
from tests.builders.walks import offset, to_school, walk


async def test_both_parents_phones_show_the_arrival_once(city, home):
    answers = await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now()))
    assert {answer.status_code for answer in answers} == {200}
    await city.settle()
    for phone in home.hers:
        [notice] = phone.history
        assert SCHOOL_NAME in notice.title
        assert CHILD_NAME in notice.body
        assert (notice.shown_times, notice.alerts) == (1, 1)
    assert [phone.rung for phone in home.others] == [[]] * len(home.others)


async def test_the_whole_walk_sent_again_rings_nobody_again(city, home):
    fixes = to_school(SCHOOL, begins=city.clock.now())
    await city.report(home.tracker, fixes)
    await city.settle()
    before = [phone.rung for phone in home.hers]
    await city.report(home.tracker, fixes)
    await city.settle()
    await city.sweep()
    assert [phone.rung for phone in home.hers] == before


async def test_the_way_home_is_a_second_notice_and_replaces_nothing_unread(city, home):
    there = to_school(SCHOOL, begins=city.clock.now())
    await city.report(home.tracker, there)
    await city.settle()
    back = walk(SCHOOL, offset(SCHOOL, north_m=-600), begins=there[-1].at + timedelta(hours=5))
    await city.report(home.tracker, back)
    await city.settle()
    for phone in home.hers:
        assert len(phone.rung) == 2
        assert all(notice[1:] == (1, 1) for notice in phone.rung)


async def test_a_guardianship_that_ends_on_the_way_ends_the_news(city, home):
    fixes = to_school(SCHOOL, begins=city.clock.now())
    await city.report(home.tracker, fixes)
    await end_guardianship(city, holder=home.father, child=home.child)
    await city.settle()
    assert len(home.phones[home.mother].rung) == 1
    assert home.phones[home.father].rung == []
