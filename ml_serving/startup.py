"""Which archives a server starts with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ml_serving.archive.file_name import named
from ml_serving.contract import Refusal
from ml_serving.newest import newest_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """One version, and how many workers it begins with."""

    name: str
    file_name: str
    workers: int = 1


def wanted_of(
    files: Sequence[str], models: Sequence[str], workers: Mapping[str, int]
) -> Sequence[Wanted] | Refusal:
    """`models` are `name`, for the newest version, or `name=version`; none are all of them."""
    names = sorted({found[0] for file in files if (found := named(file))})
    chosen = []
    for each in models or names:
        name, _, version = each.partition("=")
        file = f"{name}-{version}.zip" if version else newest_of(files, name)
        if file is None or file not in files:
            here = ", ".join(files) or "no archives"
            return Refusal(f"the store has no {each}", f"one of its own: {here}")
        chosen.append(Wanted(name, file, workers.get(name, 1)))
    return chosen
