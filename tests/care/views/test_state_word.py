"""Green is earned, and a colour never stands for two moods."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as some

from domains.care.cases.vocabulary import CaseState, Level
from domains.care.check_ins.todays_check_in import Today
from domains.care.views.home_sentence import ACTIONS, HomeAction, HomeFacts, HomeState, home_state
from domains.care.views.state_word import COLOURS, Colour, StateFacts, StateWord, state_word

open_cases = some.none() | some.tuples(
    some.sampled_from(Level), some.sampled_from([CaseState.OPEN, CaseState.TAKEN])
)
facts = some.builds(
    StateFacts,
    today=some.sampled_from(Today),
    case=open_cases,
    paused=some.booleans(),
    deaf=some.booleans(),
)


@given(facts)
def test_well_is_said_only_upon_an_answer_and_never_beside_an_open_case(given_facts):
    if state_word(given_facts) is StateWord.WELL:
        assert given_facts.today is Today.ANSWERED
        assert given_facts.case is None


@given(facts)
def test_only_well_is_green(given_facts):
    word = state_word(given_facts)
    assert (COLOURS[word] is Colour.GREEN) == (word is StateWord.WELL)


@given(facts)
def test_a_case_on_its_way_to_119_is_red_whatever_else_is_so(given_facts):
    is_grave = given_facts.case is not None and given_facts.case[0] is Level.EMERGENCY
    assert (COLOURS[state_word(given_facts)] is Colour.RED) == is_grave


def test_a_home_that_is_not_heard_is_not_called_well():
    assert state_word(StateFacts(Today.NOT_YET, deaf=True)) is StateWord.UNHEARD


def test_every_state_of_her_screen_has_one_action():
    assert set(ACTIONS) == set(HomeState)


def test_a_question_that_waits_is_always_answered_by_the_button():
    cases = [None, *product(Level, [CaseState.OPEN, CaseState.TAKEN])]
    for case, paused in product(cases, (True, False)):
        state = home_state(HomeFacts(stands=True, paused=paused, today=Today.ASKED, case=case))
        assert ACTIONS[state] is HomeAction.FINE
