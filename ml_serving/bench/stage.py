"""Everybody who takes part in a contest, on one machine: servers, bare models, and the load."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ml_serving.archive.file_name import named
from ml_serving.bench.arena import Server
from ml_serving.bench.calls import Call, golden_calls
from ml_serving.bench.cue import Performer, performer
from ml_serving.bench.processes import cpu_s
from ml_serving.bench.same import TOLERANCE, largest_difference
from ml_serving.bench.scenes import scenes
from ml_serving.newest import newest_of

VISION = "school-zone-vision"
SMALL = ("demand-forecast", "knowledge-tracing", "activity-anomaly")
DIFFERENT_SCENES = 16
FEWEST = 16


class WrongAnswers(AssertionError):
    """What was counted was not what was asked for."""


def archives(store: Path) -> Mapping[str, Path]:
    """The newest of every name in a folder."""
    files = [path.name for path in store.glob("*.zip")]
    names = {found[0] for file in files if (found := named(file))}
    newest = {name: newest_of(files, name) for name in sorted(names)}
    return {name: store.resolve() / file for name, file in newest.items() if file}


def calls_of(chosen: Mapping[str, Path]) -> Sequence[Call]:
    """Golden bodies of the small models; frames of a camera's usual size for the eyes."""
    small = [call for name, path in chosen.items() if name != VISION for call in golden_calls(path)]
    return [*small, *(scenes(DIFFERENT_SCENES, model=VISION) if VISION in chosen else ())]


@dataclass(frozen=True, slots=True)
class Heard:
    """One performance of the load against a server."""

    items: int
    wall_s: float
    server_s: float
    client_s: float
    latencies_s: Sequence[float]
    answers: Mapping[str, Sequence[str]]
    statuses: Mapping[str, int]

    @property
    def a_second(self) -> float:
        return self.items / self.wall_s


@dataclass(frozen=True, slots=True)
class Stage:
    """`calls` lies in `script`, for those who perform."""

    calls: Sequence[Call]
    script: Path
    load: Performer

    def of(self, model: str) -> Sequence[Call]:
        return [call for call in self.calls if call.model == model]

    def ask(self, server: Server, models: Sequence[str], **cue: Any) -> Heard:
        """Raises WrongAnswers unless every call was answered."""
        heard = self.hear(server, models, **cue)
        if set(heard.statuses) != {"200"}:
            raise WrongAnswers(f"not all were answered: {heard.statuses}")
        return heard

    def hear(self, server: Server, models: Sequence[str], **cue: Any) -> Heard:
        """The same, whatever became of the calls."""
        before = cpu_s(server.pid)
        said = self.load.ask({"port": server.port, "models": list(models), **cue})
        spent = cpu_s(server.pid) - before
        return heard_of(said, server_s=spent)

    @contextmanager
    def bare(self, archive: Path, *, threads: int) -> Iterator[Performer]:
        with performer(
            "ml_serving.bench.bare", str(archive), str(self.script), str(threads)
        ) as one:
            yield one


def count_for(bare: Performer, *, seconds: float) -> int:
    """How many bodies take the bare model about so long; a few at least."""
    said = bare.ask({"bodies": FEWEST})
    return max(FEWEST, int(seconds * said["items"] / said["wall_s"]))


def heard_of(said: Mapping[str, Any], *, server_s: float = 0.0) -> Heard:
    return Heard(
        items=sum(said["statuses"].values()),
        wall_s=said["wall_s"],
        server_s=server_s,
        client_s=said["cpu_s"],
        latencies_s=[took_s for _, took_s in said["latencies_s"]],
        answers=said["answers"],
        statuses=said["statuses"],
    )


@contextmanager
def staged(calls: Sequence[Call]) -> Iterator[Stage]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        script = home / "calls.json"
        script.write_text(json.dumps([call.as_json() for call in calls]))
        load = stack.enter_context(performer("ml_serving.bench.load", str(script)))
        yield Stage(calls, script, load)


def furthest(heard: Sequence[Heard], expected: Sequence[str]) -> float:
    """The largest difference of any answer from what the bare model says to the same body alone.

    Raises WrongAnswers where it is more than the tolerance.
    """
    worst = max(
        largest_difference(said, expected[int(call)])
        for one in heard
        for call, all_said in one.answers.items()
        for said in all_said
    )
    if worst > TOLERANCE:
        raise WrongAnswers(f"an answer is {worst:g} from what the bare model says")
    return worst
