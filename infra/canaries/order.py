"""What is asked of a run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """`short` plants and erases one person instead of four."""

    seed: int
    short: bool = False
    keep_folder: bool = False

    @property
    def erased(self) -> tuple[str, ...]:
        return ("teen",) if self.short else ("teen", "child", "uncle", "senior")
