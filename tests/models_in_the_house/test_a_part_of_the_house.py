"""`make run MODELS=1`: the model server is one more part; without it nothing is different."""

import stat
import sys
import time
from pathlib import Path

import pytest

from api.up.house import build_house
from api.up.keeper import Keeper
from api.up.model_server import ModelsNotInstalledError, make_token, model_server, token_file
from api.up.models_at_work import models_at_work
from api.up.ports import doors
from infra.embedded import free_port
from infra.settings import ModelServerSettings, Settings

STAND_IN = """#!{python}
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

options = dict(each.lstrip("-").split("=", 1) for each in sys.argv if "=" in each)


class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{{"versions": ["1.0.0"]}}')

    def log_message(self, *_):
        pass


assert open(options["token-file"]).read()
HTTPServer((options["host"], int(options["inference-port"])), Ready).serve_forever()
"""


def settings_in(folder: Path, **server: object) -> Settings:
    return Settings(
        _env_file=None,
        state_dir=folder,
        model_server=ModelServerSettings(enabled=True, **server),
    )


def test_a_house_that_was_not_asked_has_no_models(tmp_path):
    settings = Settings(_env_file=None, state_dir=tmp_path)
    assert build_house(settings).models == ()
    assert settings.models.base_url is None
    assert not [door for door in doors(settings) if "models" in door.part]


def test_a_house_that_was_asked_opens_three_doors_more_and_asks_there(tmp_path):
    settings = settings_in(tmp_path, inference_port=18080)
    house = build_house(settings)
    assert house.models[0] in list(house.stopping_order)
    assert settings.models.base_url == "http://127.0.0.1:18080"
    opened = [door.setting for door in doors(settings) if "models" in door.part]
    assert opened == [
        "OSAN__MODEL_SERVER__INFERENCE_PORT",
        "OSAN__MODEL_SERVER__MANAGEMENT_PORT",
        "OSAN__MODEL_SERVER__METRICS_PORT",
    ]


def test_the_token_is_made_once_and_for_its_owners_eyes(tmp_path):
    settings = settings_in(tmp_path / "state")
    make_token(settings, python=Path(sys.executable))
    file = token_file(settings)
    first = file.read_text()
    assert len(first) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    make_token(settings, python=Path(sys.executable))
    assert file.read_text() == first


def test_models_that_are_not_installed_are_named_with_what_installs_them(tmp_path):
    with pytest.raises(ModelsNotInstalledError, match="make run MODELS=1"):
        make_token(settings_in(tmp_path), python=tmp_path / "nowhere")


def test_a_model_server_that_dies_is_started_again(tmp_path):
    settings = settings_in(tmp_path, inference_port=free_port())
    stand_in = tmp_path / "python"
    stand_in.write_text(STAND_IN.format(python=sys.executable))
    stand_in.chmod(0o755)
    make_token(settings, python=stand_in)
    part, said = model_server(settings, python=stand_in, store=tmp_path), []
    keeper = Keeper(part, tell=said.append)
    try:
        part.start()
        assert until(lambda: part.ready)
        part.kill()
        assert until(lambda: (keeper.look(), said)[1])
        assert until(lambda: (keeper.look(), part.ready)[1])
        base_url = settings.models.base_url
        assert dict(models_at_work(base_url))["demand-forecast"] == "ready, version 1.0.0"
    finally:
        part.stop()
    assert "model server ended; starting it again in 0.5 s" in said[0]
    assert dict(models_at_work(base_url))["demand-forecast"].startswith("not ready")


def until(happened, within_s=60.0):
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        if happened():
            return True
        time.sleep(0.02)
    return False
