"""What a manifest ought to tell beyond what the format makes it: looked at before a model is used
by a city, not before it is loaded."""

from collections.abc import Iterator, Mapping

from ml_serving.contract import Archive

_IN_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "its input sizes": ("input_sizes", "width", "longest"),
    "its classes": ("classes", "labels"),
    "its preprocessing": ("preprocessing",),
}
"""What is asked, and the beginnings of settings that would answer it."""


def left_out(archive: Archive) -> Iterator[str]:
    """Each thing untold, in words that follow "It does not tell"."""
    told = archive.manifest
    if not told.description:
        yield "what it does"
    if not told.units:
        yield "its units"
    if not told.metrics:
        yield "its metrics"
    if not told.profile:
        yield "how its inputs were distributed in training"
    for what, names in _IN_SETTINGS.items():
        if not any(name.startswith(names) for name in told.settings):
            yield what
