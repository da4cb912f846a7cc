"""The more urgent go first; nobody waits for ever; those who saw a worker die go alone."""

from ml_serving.batching.ask import Priority
from ml_serving.batching.line import PATIENCE, Line
from tests.ml_serving.batching.waiting import Somebody


def test_the_school_zone_goes_before_the_nightly_forecast():
    line: Line[Somebody] = Line(bound=100)
    forecast = Somebody(1, priority=Priority.BACKGROUND)
    camera = Somebody(2, priority=Priority.SAFETY)
    assert line.offer(forecast)
    assert line.offer(camera)
    assert line.most_urgent() is Priority.SAFETY
    assert line.take(seats=1, now=0.0).batch == [camera]
    assert line.take(seats=1, now=0.0).batch == [forecast]


def test_seats_that_the_urgent_leave_free_are_not_wasted():
    line: Line[Somebody] = Line(bound=100)
    forecast, camera = (
        Somebody(1, priority=Priority.BACKGROUND),
        Somebody(2, priority=Priority.SAFETY),
    )
    line.offer(forecast)
    line.offer(camera)
    assert line.take(seats=2, now=0.0).batch == [camera, forecast]


def test_a_forecast_goes_at_last_though_cameras_never_stop():
    line: Line[Somebody] = Line(bound=100)
    forecast = Somebody(0, priority=Priority.BACKGROUND)
    line.offer(forecast)
    batches = 0
    while (
        line.most_urgent() is Priority.BACKGROUND
        or forecast not in line.take(seats=1, now=0.0).batch
    ):
        line.offer(Somebody(batches, priority=Priority.SAFETY))
        line.offer(Somebody(batches, priority=Priority.SAFETY))
        batches += 1
        assert batches <= PATIENCE + 2
    assert batches >= PATIENCE


def test_a_request_of_more_rows_than_seats_goes_alone():
    line: Line[Somebody] = Line(bound=100)
    large, small = Somebody(1, rows=20), Somebody(2)
    line.offer(large)
    line.offer(small)
    assert line.take(seats=8, now=0.0).batch == [large]
    assert line.take(seats=8, now=0.0).batch == [small]


def test_who_does_not_fit_is_not_overtaken():
    line: Line[Somebody] = Line(bound=100)
    first, large, small = Somebody(1, rows=5), Somebody(2, rows=5), Somebody(3)
    for one in (first, large, small):
        line.offer(one)
    assert line.take(seats=8, now=0.0).batch == [first]
    assert line.take(seats=8, now=0.0).batch == [large, small]


def test_the_dead_workers_riders_go_first_and_alone():
    line: Line[Somebody] = Line(bound=2)
    riders = [Somebody(1), Somebody(2)]
    newcomer = Somebody(3, priority=Priority.SAFETY)
    line.offer(newcomer)
    line.readmit(riders)
    assert line.rows == 3, "they were admitted before and need no room"
    taken = [line.take(seats=8, now=0.0).batch for _ in range(3)]
    assert taken == [[riders[0]], [riders[1]], [newcomer]]


def test_whoever_is_too_late_is_not_taken():
    line: Line[Somebody] = Line(bound=10)
    late, good = Somebody(1, deadline=5.0), Somebody(2, deadline=6.0)
    line.offer(late)
    line.offer(good)
    taken = line.take(seats=8, now=5.0)
    assert (taken.batch, taken.late) == ([good], [late])
