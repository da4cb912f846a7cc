"""What `make` installs from the system's own packages, on a machine of which nothing is changed."""

import pytest

from infra.setup import debian, mosquitto

APT_GET = """#!/bin/sh
echo "$* $(cat {policy} 2>/dev/null | tail -1)" >> {told}
{ends}
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Root's, with an apt-get that writes down what it is asked, and what policy it meets."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(debian, "POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setattr(mosquitto, "WHERE", str(folder))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("PATH", f"{folder}:/bin")

    def machine(*, ends: str = "exit 0") -> None:
        for name, said in (("apt-get", APT_GET), ("systemctl", 'echo "$*" >> {told}\n')):
            text = said.format(policy=debian.POLICY, told=tmp_path / "told", ends=ends)
            text = text if text.startswith("#!") else f"#!/bin/sh\n{text}"
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)

    return machine


def test_the_broker_is_installed_and_its_service_stays_off(machine, tmp_path):
    machine()
    mosquitto.provide()
    assert (tmp_path / "told").read_text().splitlines() == [
        "-qq update exit 101",
        "-qq install --yes --no-install-recommends mosquitto exit 101",
        "disable --now mosquitto",
    ]
    assert not debian.POLICY.exists()


def test_a_policy_of_the_machine_is_left_as_it_is(machine, tmp_path):
    machine()
    debian.POLICY.write_text("its own\n")
    mosquitto.provide()
    assert debian.POLICY.read_text() == "its own\n"


def test_where_it_cannot_be_had_one_line_says_what_that_means(machine, capsys):
    machine(ends="exit 100")
    mosquitto.provide()
    assert "tests of the bridge and benches of homes will skip it" in capsys.readouterr().err
    assert not debian.POLICY.exists()


def test_who_may_not_install_is_told_how(machine, monkeypatch, capsys, tmp_path):
    machine()
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    mosquitto.provide()
    assert "apt-get install mosquitto, as root" in capsys.readouterr().err
    assert not (tmp_path / "told").exists()


def test_whoever_wants_none_gets_none(machine, monkeypatch, tmp_path):
    machine()
    monkeypatch.setenv("MOSQUITTO", "0")
    mosquitto.provide()
    assert not (tmp_path / "told").exists()
