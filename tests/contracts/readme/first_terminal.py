"""A reader's first terminal, where `make run` was typed: `osan-talk up` on ports of its own."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from infra.embedded import free_port

PATIENCE_S = 120.0
MODELS_PATIENCE_S = 300.0
README_PORTS = {
    "8000": "OSAN__GATEWAY__PORT",
    "8090": "OSAN__PUSH_EMULATOR__PORT",
    "8091": "OSAN__IDP_EMULATOR__PORT",
    "15432": "OSAN__EMBEDDED__POSTGRES_PORT",
    "16379": "OSAN__EMBEDDED__VALKEY_PORT",
    "11883": "OSAN__EMBEDDED__MQTT_PORT",
    "8080": "OSAN__MODEL_SERVER__INFERENCE_PORT",
    "8081": "OSAN__MODEL_SERVER__MANAGEMENT_PORT",
    "8082": "OSAN__MODEL_SERVER__METRICS_PORT",
}


class FirstTerminal:
    """A whole house in `home`, from its start to Ctrl-C."""

    def __init__(self, checkout: Path, home: Path, *, with_models: bool = False) -> None:
        self._patience_s = MODELS_PATIENCE_S if with_models else PATIENCE_S
        self._ports = {port: str(free_port()) for port in README_PORTS}
        self.env = {
            **{name: text for name, text in os.environ.items() if name != "NO_COLOR"},
            **{setting: self._ports[port] for port, setting in README_PORTS.items()},
            "OSAN__STATE_DIR": str(home),
            "OSAN__MODEL_SERVER__ENABLED": str(with_models),
            "COLUMNS": "100",
        }
        self._screen = home / "screen"
        self._up = subprocess.Popen(
            [checkout / ".venv/bin/osan-talk", "up"],
            cwd=checkout,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=self._screen.open("w"),
            stderr=subprocess.STDOUT,
        )

    def wait_for(self, words: str) -> None:
        """Until the screen says so; an end before that, or no end of waiting, is a failure."""
        give_up = time.monotonic() + self._patience_s
        while words not in self.screen:
            assert self._up.poll() is None, self.screen
            assert time.monotonic() < give_up, self.screen
            time.sleep(0.1)

    @property
    def screen(self) -> str:
        return self._screen.read_text("utf-8")

    def here(self, address: str) -> str:
        """The README's address, on this house's ports."""
        return re.sub(r"(?<=127\.0\.0\.1:)\d+", lambda port: self._ports[port[0]], address)

    def ctrl_c(self) -> int:
        """The exit status."""
        if self._up.poll() is None:
            self._up.send_signal(signal.SIGINT)
        return self._up.wait(PATIENCE_S)
