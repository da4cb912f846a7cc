"""Pages for eyes that have read for eighty years."""

from infra.large_print.month import MonthOnPaper
from infra.large_print.plan import LargePrint

__all__ = ["LargePrint", "MonthOnPaper"]
