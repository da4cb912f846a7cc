"""The rows of the model server: measured in its own environment, told on the same page.

`ml_serving.bench` says how. Nothing of it is imported here: another Python runs it.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from infra.benchmarks.figures import Row
from infra.benchmarks.order import Order

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-models" / "bin" / "python"


def run(order: Order) -> Iterator[Row]:
    """Fails where the bench fails; without the models' environment one row says so."""
    if not PYTHON.exists():
        yield Row("served models", "not measured: make run MODELS=1 installs them")
        return
    with tempfile.TemporaryDirectory() as home:
        rows = Path(home) / "rows.json"
        command = [str(PYTHON), "-m", "ml_serving.bench", f"--rows-to={rows}"]
        short = ["--short"] if order.short else []
        subprocess.run([*command, f"--repeats={order.repeats}", *short], cwd=ROOT, check=True)
        for row in json.loads(rows.read_text()):
            yield Row(**row)
