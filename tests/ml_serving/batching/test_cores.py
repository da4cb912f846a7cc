"""Models share cores: the school zone is never kept waiting by the forecast, nor the reverse for
ever, and no more threads compute than there are cores."""

from dataclasses import dataclass, field

import pytest

from ml_serving.batching.ask import Priority
from ml_serving.batching.cores import PATIENCE, Cores

SAFETY, SCREEN, NIGHT = Priority.SAFETY, Priority.INTERACTIVE, Priority.BACKGROUND


@dataclass(eq=False)
class Model:
    """Wants a core whenever it is told to go, and notes when it got one."""

    cores: Cores
    priority: Priority
    wanted: int = 1
    running: int = 0
    log: list["Model"] = field(default_factory=list)

    def go(self) -> None:
        while self.wanted and self.cores.borrow(self, priority=self.priority, threads=1):
            self.wanted -= 1
            self.running += 1
            self.log.append(self)

    def finish(self) -> None:
        self.running -= 1
        self.cores.give_back(self, priority=self.priority, threads=1)


def test_two_of_a_class_share_two_cores_and_a_third_waits():
    cores = Cores(2)
    models = [Model(cores, SCREEN) for _ in range(3)]
    for model in models:
        model.go()
    assert [model.running for model in models] == [1, 1, 0]
    models[0].finish()
    assert models[2].running == 1


def test_the_school_zone_does_not_wait_for_forecasts_under_way():
    cores = Cores(1)
    forecast, camera = Model(cores, NIGHT), Model(cores, SAFETY)
    forecast.go()
    camera.go()
    assert camera.running == 1


def test_a_forecast_waits_for_cameras_under_way():
    cores = Cores(1)
    camera, forecast = Model(cores, SAFETY), Model(cores, NIGHT)
    camera.go()
    forecast.go()
    assert forecast.running == 0
    camera.finish()
    assert forecast.running == 1


def test_the_more_urgent_gets_the_core_that_becomes_free():
    cores = Cores(1)
    log: list[Model] = []
    first = Model(cores, SAFETY, log=log)
    night, screen, camera = (Model(cores, each, log=log) for each in (NIGHT, SCREEN, SAFETY))
    for model in (first, night, screen, camera):
        model.go()
    for _ in range(3):
        log[-1].finish()
    assert log == [first, camera, screen, night]


def test_a_forecast_gets_in_at_last_though_cameras_never_stop():
    cores = Cores(1)
    camera, forecast = Model(cores, SAFETY, wanted=1000), Model(cores, NIGHT)
    camera.go()
    forecast.go()
    ended = 0
    while not forecast.running:
        camera.finish()
        ended += 1
        assert ended <= PATIENCE
    assert camera.running == 1, "and the camera goes on beside it"


def test_a_model_of_more_threads_than_cores_runs_alone():
    cores = Cores(1)
    model = Model(cores, SCREEN)
    assert cores.borrow(model, priority=SCREEN, threads=4)
    assert not cores.borrow(Model(cores, SCREEN), priority=SCREEN, threads=1)


def test_there_is_at_least_one_core():
    with pytest.raises(ValueError):
        Cores(0)
