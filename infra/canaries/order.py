"""What is asked of a run."""

from dataclasses import dataclass

BEFORE_VACUUM, AFTER_VACUUM = "before vacuum", "after vacuum"


@dataclass(frozen=True, slots=True)
class Order:
    """`short` plants and erases one person instead of four."""

    seed: int
    short: bool = False
    keep_folder: bool = False

    @property
    def looks_beneath(self) -> tuple[str, ...]:
        """When PostgreSQL's own files are read; a vacuum of everything takes its time."""
        return (BEFORE_VACUUM,) if self.short else (BEFORE_VACUUM, AFTER_VACUUM)

    @property
    def erased(self) -> tuple[str, ...]:
        return ("teen",) if self.short else ("teen", "child", "uncle", "senior")
