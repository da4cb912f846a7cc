"""One version of one model, from its registration to its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ml_serving.batching.wishes import BatchWishes
from ml_serving.contract import Profile, TensorSpec
from ml_serving.registry.crew import Crew
from ml_serving.registry.description import Description, Drift, GoldenFailure, VersionState
from ml_serving.registry.dispatch import Dispatch
from ml_serving.registry.kept import Kept
from ml_serving.registry.outcomes import Identity
from ml_serving.workers.opening import NotOpened, Ready


@dataclass(slots=True)
class Version:
    """Its state is changed by `register` and `change` only."""

    identity: Identity
    manifest: Mapping[str, Any]
    source: str
    sha256: str
    archive: Kept
    wishes: BatchWishes
    dispatch: Dispatch
    crew: Crew
    state: VersionState = VersionState.LOADING
    reason: str = ""
    golden_failures: Sequence[GoldenFailure] = ()
    inputs: Sequence[TensorSpec] = ()
    outputs: Sequence[TensorSpec] = ()

    def succeed(self, ready: Ready) -> None:
        self.state = VersionState.READY
        self.inputs, self.outputs = ready.inputs, ready.outputs

    def fail(self, told: NotOpened) -> None:
        self.state = VersionState.FAILED
        self.reason, self.golden_failures = told.reason, told.golden_failures
        self.archive.close()

    async def end(self) -> None:
        """At once, whoever waits."""
        await self.crew.clear()
        self.dispatch.close()
        self.archive.close()

    @property
    def takes_asks(self) -> bool:
        return self.state is VersionState.READY

    def is_ready(self, now: float) -> bool:
        """Whether a worker could take an ask now."""
        return self.takes_asks and self.crew.ready_in(now) == 0.0

    def describe(self, *, is_default: bool) -> Description:
        return Description(
            name=self.identity.name,
            version=self.identity.version,
            is_default=is_default,
            state=self.state,
            reason=self.reason,
            register_id=self.identity.register_id,
            source=self.source,
            sha256=self.sha256,
            manifest=self.manifest,
            inputs=self.inputs,
            outputs=self.outputs,
            wishes=self.wishes,
            wanted_workers=self.crew.wanted,
            workers=self.crew.statuses(),
            queued_rows=self.dispatch.queued_rows,
            seats=self.dispatch.seats,
            computing_rows=self.dispatch.computing_rows,
            counts=self.dispatch.tally.counts,
            golden_failures=self.golden_failures,
        )

    def drift(self) -> Drift:
        told = self.manifest.get("profile", {})
        profile = {name: Profile(**each) for name, each in told.items()}
        seen = self.dispatch.seen.beside(profile)
        return Drift(self.identity.name, self.identity.version, seen)
