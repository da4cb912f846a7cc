"""Changes of what is registered: each as wished, or with the reason why not."""

from ml_serving.batching.outcome import NotReady
from ml_serving.registry.book import Book
from ml_serving.registry.description import VersionState
from ml_serving.registry.predict import NO_WORKERS_S
from ml_serving.registry.registration import Change, Done, NoSuchVersion, NotPossible
from ml_serving.registry.version import Version
from ml_serving.workers.opening import NotOpened


async def unregister(book: Book, name: str, version: str | None) -> Change:
    """No ask finds it from now on; what it has it finishes."""
    found = book.find(name, version)
    if found is None:
        return NoSuchVersion(name, version)
    if found.state in (VersionState.LOADING, VersionState.DRAINING):
        return NotPossible(f"it is {found.state}")
    if book.is_default(found) and len(list(book.all(name))) > 1:
        return NotPossible("it is the default version; make another one the default first")
    await drain(book, found)
    return Done()


async def drain(book: Book, version: Version) -> None:
    """Everybody in its line is answered, or gives up, before its workers go."""
    version.state = VersionState.DRAINING
    await version.dispatch.drained()
    await version.crew.leave()
    book.strike(version)


async def scale(book: Book, name: str, version: str | None, workers: int) -> Change:
    """That many workers, each proven. Where there are none, whoever waits is sent away."""
    found = book.find(name, version)
    if found is None:
        return NoSuchVersion(name, version)
    if found.state is not VersionState.READY:
        return NotPossible(f"it is {found.state}")
    told = await found.crew.scale(workers)
    if not found.crew.wanted:
        found.dispatch.send_away(NotReady(NO_WORKERS_S))
    return NotPossible(told.reason) if isinstance(told, NotOpened) else Done()


def set_default(book: Book, name: str, version: str) -> Change:
    found = book.find(name, version)
    if found is None:
        return NoSuchVersion(name, version)
    if found.state is not VersionState.READY:
        return NotPossible(f"it is {found.state}")
    book.make_default(found)
    return Done()
