"""A short bench over real processes: what it counts is asserted inside it, speed is not."""

import subprocess
import sys

import pytest

from infra.benchmarks import served_models
from infra.benchmarks.crossings.tracks import data_folder
from infra.benchmarks.figures import Series, Turn, percentile, ratio_of
from infra.mqtt.mosquitto import mosquitto_program


def bench(row: str) -> str:
    """What a short bench prints; a missing position, crossing or push makes it fail."""
    command = [sys.executable, "-m", "infra.benchmarks", row, "--short", "--repeats", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.long
def test_single_points_are_all_stored_and_judged():
    assert "owntracks_single, concurrency 1:" in bench("owntracks_single")


@pytest.mark.slow
@pytest.mark.long
def test_batches_are_all_stored_and_judged():
    assert "batches_of_50, OwnTracks arrays:" in bench("batches_of_50")


@pytest.mark.slow
@pytest.mark.long
def test_each_crossing_rings_once_at_rest_and_under_load():
    assert "latency_at_200_per_s:" in bench("latency")


@pytest.mark.slow
def test_a_campaign_reaches_each_phone_once_whoever_sends_it():
    assert "fan_out: what the emulator takes" in bench("fan_out")


@pytest.mark.slow
@pytest.mark.long
def test_alarms_pass_a_campaign():
    assert "sos_under_campaign:" in bench("sos_under_campaign")


@pytest.mark.slow
@pytest.mark.long
def test_memory_is_watched_while_a_city_is_told():
    assert "memory_flat:" in bench("memory_flat")


@pytest.mark.slow
@pytest.mark.long
def test_two_workers_tell_each_phone_once():
    assert "two_workers: the quota" in bench("two_workers")


@pytest.mark.slow
@pytest.mark.long
def test_timers_ring_once_and_none_before_its_time():
    assert "… after kill -9:" in bench("timers")


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(mosquitto_program() is None, reason="mosquitto is not installed")
def test_what_homes_say_is_all_stored():
    assert "homes_heard, CPU" in bench("homes_heard")


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(mosquitto_program() is None, reason="mosquitto is not installed")
def test_each_smoke_is_one_case_one_push_and_one_word_to_119():
    assert "smoke_to_push:" in bench("smoke_to_push")


@pytest.mark.slow
@pytest.mark.long
def test_the_model_server_answers_as_the_bare_models_do():
    if not served_models.PYTHON.exists() or not (served_models.ROOT / "var/models").is_dir():
        pytest.skip("the models are not installed here (make models-env)")
    assert "killed: school-zone-vision" in bench("served_models")


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.data
def test_crossings_of_a_clean_track_are_all_found():
    if not data_folder().is_dir():
        pytest.skip("the recorded tracks are not here (set OSAN_DATA)")
    assert "crossings: clean, says 5 m: 1.000" in bench("crossings")


def test_a_ratio_compares_the_turns_of_one_round():
    product = Series([Turn(10, 1.0, 2.0, 0, 0), Turn(10, 1.0, 4.0, 0, 0), Turn(10, 1.0, 8.0, 0, 0)])
    yardstick = Series([Turn(5, 1.0, 1.0, 0, 0)] * 3)
    assert ratio_of(product, yardstick) == (0.5, 0.25, 1.0)
    assert product.subject_us == 400_000


def test_a_percentile_is_one_of_the_values():
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99)) == (50.0, 99.0)
    assert percentile([7.0], 0.99) == 7.0
