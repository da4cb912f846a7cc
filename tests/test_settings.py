"""Whoever runs the house says little, and is told at once what they said wrong."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from infra.settings import Settings, WrongSettingsError, load_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"

A_CITY = {
    "OSAN__ENVIRONMENT": "production",
    "OSAN__DATABASE__URL": "postgres://osan:hunter2@db.osan.example/osan",
    "OSAN__VALKEY__URL": "rediss://cache.osan.example/0",
    "OSAN__KEYS__URL": "postgres://osan_keys:hunter2@keys.osan.example/keys",
    "OSAN__ADVERTISING__OPT_OUT_KEYS": '["c2lnbnMgdGhlIHdheXMgb3V0IG9mIGFkdmVydGlzaW4="]',
    "OSAN__KEYS__WRAPPING": '["dGhpcnR5LXR3byBieXRlcyB0byB3cmFwIHdpdGghISE="]',
    "OSAN__OBJECTS__BUCKET": "osan-talk",
    "OSAN__AUDIT__SEAL_KEY": "-----BEGIN PRIVATE KEY-----",
    "OSAN__GATEWAY__PUBLIC_URL": "https://talk.osan.example",
    "OSAN__PUSH__BASE_URL": "https://fcm.googleapis.com",
    "OSAN__PUSH__PROJECT_ID": "osan-talk",
    "OSAN__PUSH__CREDENTIALS_JSON": "{}",
    "OSAN__WEB_PUSH__VAPID_KEY": "-----BEGIN PRIVATE KEY-----",
    "OSAN__IDENTITY__SIGNING_KEY": "-----BEGIN PRIVATE KEY-----",
    "OSAN__IDENTITY__PROVIDERS__KAKAO__ISSUER": "https://kauth.kakao.com",
    "OSAN__IDENTITY__PROVIDERS__KAKAO__CLIENT_ID": "app",
}


@pytest.fixture
def say(no_settings):
    """Set environment variables, in place of any that the test's own surroundings set."""

    def say(names: dict[str, str]) -> None:
        for name, value in names.items():
            no_settings.setenv(name, value)

    return say


def problems() -> tuple[str, ...]:
    with pytest.raises(WrongSettingsError) as refusal:
        load_settings(env_file=None)
    return refusal.value.problems


def test_a_development_machine_needs_no_settings(say):
    settings = load_settings(env_file=None)
    assert settings.environment == "development"
    assert settings.identity.providers["dev"].issuer == "http://127.0.0.1:8091"


def test_moving_a_port_moves_every_address_that_follows_from_it(say):
    say({"OSAN__GATEWAY__PORT": "8123", "OSAN__IDP_EMULATOR__PORT": "8124"})
    settings = load_settings(env_file=None)
    assert settings.gateway.public_url == settings.identity.issuer == "http://127.0.0.1:8123"
    assert settings.identity.providers["dev"].issuer == "http://127.0.0.1:8124"


def test_a_complete_production_starts(say):
    say(A_CITY)
    settings = load_settings(env_file=None)
    assert settings.identity.issuer == "https://talk.osan.example"
    assert list(settings.identity.providers) == ["kakao"]


@pytest.mark.parametrize(
    "missing",
    sorted(A_CITY.keys() - {"OSAN__ENVIRONMENT", "OSAN__IDENTITY__PROVIDERS__KAKAO__ISSUER"}),
)
def test_production_names_the_one_setting_that_is_missing(say, missing):
    say({name: value for name, value in A_CITY.items() if name != missing})
    assert any(line.startswith(f"{missing}: missing") for line in problems())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OSAN__PUSH__BASE_URL", "http://127.0.0.1:8090"),
        ("OSAN__GATEWAY__PUBLIC_URL", "http://talk.osan.example"),
        ("OSAN__IDENTITY__PROVIDERS__KAKAO__ISSUER", "http://localhost:8091"),
    ],
)
def test_production_refuses_an_emulators_address(say, name, value):
    say({**A_CITY, name: value})
    assert any(line.startswith(f"{name}: an address for development") for line in problems())


def test_a_provider_of_telephones_needs_secrets_and_https(say):
    say({**A_CITY, "OSAN__PHONE_LINE__BASE_URL": "http://localhost:9000"})
    assert [line.partition(":")[0] for line in problems()] == [
        "OSAN__PHONE_LINE__SECRET and REPORT_SECRET",
        "OSAN__PHONE_LINE__BASE_URL",
    ]


def test_production_pushes_into_no_network_of_its_own(say):
    say({**A_CITY, "OSAN__WEB_PUSH__ALLOW_LOCAL": "true"})
    assert problems()[0].startswith("OSAN__WEB_PUSH__ALLOW_LOCAL: on;")


def test_production_refuses_to_migrate_as_the_role_that_it_runs_as(say):
    say({**A_CITY, "OSAN__DATABASE__OWNER_URL": A_CITY["OSAN__DATABASE__URL"]})
    assert problems() == (
        "OSAN__DATABASE__OWNER_URL: the application's own role; it needs another",
    )


def test_production_lives_by_no_drills_clock(say):
    say({**A_CITY, "OSAN__CLOCK_SHIFT_FILE": "/dev/shm/shift"})
    assert problems() == ("OSAN__CLOCK_SHIFT_FILE: set; a city lives by the clock of its machines",)


def test_each_mistake_gets_one_line_with_its_name_and_why(say):
    say({"OSAN__GATEWAY__PORT": "99999999", "OSAN__DATABASE__POOL_MAX": "lots"})
    lines = problems()
    assert len(lines) == 2
    assert lines[0].startswith("OSAN__DATABASE__POOL_MAX: a text of 4 characters was given; ")
    assert lines[1].startswith("OSAN__GATEWAY__PORT: ")
    assert "65535" in lines[1]


def test_a_misspelt_setting_is_no_silence(say):
    say({"OSAN__DATABSE__URL": "x", "OSAN__GATEWAY__PROT": "1"})
    assert problems() == (
        "OSAN__DATABSE__URL: no such setting; did you mean OSAN__DATABASE?",
        "OSAN__GATEWAY__PROT: no such setting",
    )


def test_no_secret_is_ever_repeated(say):
    say({**A_CITY, "OSAN__DATABASE__URL": "hunter2@db", "OSAN__IDENTITY__SIGNING_KEY": ""})
    assert "hunter2" not in "\n".join(problems())
    say(A_CITY)
    assert "hunter2" not in repr(load_settings(env_file=None))


def test_the_environment_wins_over_the_file(say, tmp_path):
    file = tmp_path / ".env"
    file.write_text("OSAN__GATEWAY__PORT=1\nOSAN__LOG__LEVEL=debug\n")
    say({"OSAN__GATEWAY__PORT": "2"})
    settings = load_settings(env_file=file)
    assert (settings.gateway.port, settings.log.level) == (2, "debug")


def test_nothing_can_be_changed_after_start_up(say):
    settings = load_settings(env_file=None)
    with pytest.raises(ValueError, match="frozen"):
        settings.gateway.port = 1  # type: ignore[misc]


def test_the_example_file_names_every_setting_and_no_other():
    told = set(re.findall(r"^#(OSAN__\w+)=", EXAMPLE.read_text(), flags=re.MULTILINE))
    assert {name for name in told if "PROVIDERS" not in name} == set(names_of(Settings, "OSAN"))


def names_of(model: type[BaseModel], prefix: str):
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from names_of(kind, f"{prefix}__{name.upper()}")
        elif name != "providers":
            yield f"{prefix}__{name.upper()}"


def test_every_setting_is_read_by_somebody():
    packages = ("api", "domains", "graphql/gateway", "infra", "notifications")
    files = [file for name in packages for file in (EXAMPLE.parent / name).rglob("*.py")]
    named = {pair for file in files for pair in re.findall(r"(\w+)\.(?=(\w+))", file.read_text())}
    assert [
        name for name in names_of(Settings, "settings") if not is_read(name.lower(), named)
    ] == []


def is_read(name: str, named: set[tuple[str, str]]) -> bool:
    """Whether code names the setting after its section, or after what holds its section."""
    *_, section, setting = name.split("__")
    holders = ("settings", "chosen", "place", section)
    return any(attribute == setting and owner.endswith(holders) for owner, attribute in named)


def test_the_example_file_starts_when_every_line_is_uncommented(say, tmp_path):
    file = tmp_path / ".env"
    file.write_text(re.sub(r"^#(OSAN__\w+=.+)$", r"\1", EXAMPLE.read_text(), flags=re.MULTILINE))
    load_settings(env_file=file)
