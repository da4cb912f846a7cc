"""`POST /predictions/{model}[/{version}]`: TorchServe's way to ask."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ml_serving.host import Answered, Ask, ModelHost, Outcome, VersionState
from ml_serving.http.body import input_of, plain_body
from ml_serving.http.message import Request, Response
from ml_serving.http.provenance import prediction
from ml_serving.http.trouble import bad_request, in_torchserve, trouble_of
from ml_serving.http.wishes import Wishes, wishes_of
from ml_serving.metrics.tally import Tally


@dataclass(frozen=True, slots=True)
class Door:
    """Through which every prediction goes. `now` is monotonic, in seconds; `body_of` the bytes
    that a model takes; `awaited` the models that the server was started for and that did not
    come yet."""

    host: ModelHost
    now: Callable[[], float]
    body_of: Callable[[str], int]
    tally: Tally
    awaited: set[str] = field(default_factory=set)

    async def ask(self, ask: Ask) -> Outcome:
        outcome = await self.host.predict(ask)
        if isinstance(outcome, Answered):
            self.tally.note(outcome)
        return outcome

    def names(self) -> frozenset[str]:
        """The models that ought to answer. A version that never proved itself was never one: who
        tries a broken archive does not make the server unwell."""
        versions = self.host.describe()
        tried = {each.name for each in versions if each.state is not VersionState.FAILED}
        return frozenset(tried | self.awaited)

    def deadline(self, wishes: Wishes) -> float | None:
        return None if wishes.within_s is None else self.now() + wishes.within_s

    def here(self) -> str:
        """The models that exist, for one who asked for another."""
        known = [f"{each.name} {each.version}" for each in self.host.describe()]
        return ", ".join(known) or "no models"


async def predict(door: Door, request: Request, name: str, version: str | None) -> Response:
    """The model's answer and where it comes from, or what went otherwise in TorchServe's words."""
    wishes = wishes_of(request.headers)
    if isinstance(wishes, str):
        return in_torchserve(bad_request(wishes))
    body = await plain_body(request, bound=door.body_of(name))
    if isinstance(body, Response):
        return body
    content = input_of(body, request.headers.get(b"content-type", b"").decode("latin-1"))
    if isinstance(content, Response):
        return content
    outcome = await door.ask(Ask(name, content, version, door.deadline(wishes), wishes.priority))
    if isinstance(outcome, Answered):
        return prediction(outcome)
    return in_torchserve(trouble_of(outcome, name=name, here=door.here()))
