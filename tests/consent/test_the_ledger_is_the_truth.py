"""Whatever is said in whatever order, the standing row is the ledger folded."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.consent import public as consent
from domains.consent.fold import Action, Because, Stand, Word, fold
from domains.consent.ledger import words_of
from domains.consent.public import Purpose
from domains.consent.standing import standing_of
from domains.kernel import sql

PURPOSES = (Purpose.COMMUTE_ARRIVAL, Purpose.COMMERCE_ADVERTISING)

deeds = st.lists(
    st.tuples(
        st.sampled_from(["grant", "grant_for_a_time", "withdraw", "yes", "no", "sleep", "years"]),
        st.sampled_from(PURPOSES),
        st.sampled_from(["mother", "child", "father"]),
    ),
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=deeds)
async def test_any_story_leaves_row_and_ledger_at_one(story, years, home_of):
    home = await home_of(date(2012, 6, 15))
    for deed, purpose, who in story:
        by = getattr(home, who)
        match deed:
            case "grant":
                await years.grant(by, home.child, purpose)
            case "grant_for_a_time":
                ends = years.clock.now() + timedelta(days=20)
                await years.grant(by, home.child, purpose, expires_at=ends)
            case "withdraw":
                await years.withdraw(by, home.child, purpose)
            case "yes" | "no":
                await years.answer(by, home.child, purpose, keep=deed == "yes")
            case "sleep":
                years.clock.advance(timedelta(days=15))
            case "years":
                years.clock.advance(timedelta(days=400))
                await years.work()
        words = (await words_of([home.child]))[home.child]
        assert await standing_of(home.child) == fold(words)
    assert await consent.verify_standing() == []


GRANTED = Word(Purpose.COMMUTE_BUS, Action.GRANTED, 1)


@pytest.mark.parametrize(
    ("words", "stand"),
    [
        ([], None),
        ([GRANTED], Stand(1)),
        ([GRANTED, Word(Purpose.COMMUTE_BUS, Action.WITHDRAWN, 1)], None),
        ([GRANTED, Word(Purpose.COMMUTE_BUS, Action.RECONFIRMED, 1, Because.NO)], None),
        ([GRANTED, Word(Purpose.COMMUTE_BUS, Action.RECONFIRMED, 1, Because.YES)], Stand(1)),
        ([Word(Purpose.COMMUTE_BUS, Action.ASKED, 1)], None),
        ([GRANTED, Word(Purpose.COMMUTE_BUS, Action.LAPSED, 1), GRANTED], Stand(1)),
    ],
)
def test_the_last_word_counts(words, stand):
    assert fold(words).get(Purpose.COMMUTE_BUS) == stand


async def test_whoever_writes_past_the_ledger_is_found(years, home_of):
    home = await home_of(date(2017, 2, 10))
    await years.grant(home.mother, home.child, Purpose.COMMUTE_ARRIVAL)
    assert await consent.verify_standing() == []
    await sql.execute(
        "UPDATE consent.standing SET purposes = purposes || ARRAY['commute.bus']"
        " WHERE subject_id = $1",
        home.child,
    )
    assert await consent.verify_standing() == [home.child]
