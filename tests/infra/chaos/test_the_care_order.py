"""What `make chaos-care` promises to strike, it strikes: each victim on each side of each beat."""

from collections import Counter
from itertools import product

import pytest

from infra.chaos.care.ladder import CLIMBS, Kind, Step
from infra.chaos.care.order import BY_TELEPHONE, SPARES, VICTIMS, CareOrder, Side


@pytest.mark.parametrize(
    ("act", "beats"),
    [(0, {*Step, *BY_TELEPHONE}), (1, set(CLIMBS[Kind.SMOKE]))],
    ids=["what people miss", "what homes cry out"],
)
def test_each_victim_falls_once_on_each_side_of_each_beat(act, beats):
    struck = Counter(
        (blow.victim, blow.side, beat)
        for cohort in CareOrder(seed=1).acts[act]
        for beat, blow in cohort.blows.items()
    )
    assert struck == Counter(product(VICTIMS, Side, beats))


def test_the_whole_of_it_is_182_kills_and_each_cohort_has_its_number():
    order = CareOrder(seed=1)
    assert order.kills == 182
    assert [cohort.number for cohort in order.cohorts] == list(range(len(order.cohorts)))


def test_spares_come_last_in_their_act_and_have_nobody_and_no_blow_of_their_own():
    for act in CareOrder(seed=1).acts:
        assert [cohort.is_spare for cohort in act[-SPARES:]] == [True] * SPARES
        assert not any(cohort.is_spare for cohort in act[:-SPARES])
        assert not any(cohort.blows or cohort.has_others for cohort in act if cohort.is_spare)


def test_a_run_of_some_victims_strikes_only_them():
    order = CareOrder(seed=1, victims=("bridge",))
    assert {blow.victim for cohort in order.cohorts for blow in cohort.blows.values()} == {"bridge"}
    assert order.kills * len(VICTIMS) == CareOrder(seed=1).kills
