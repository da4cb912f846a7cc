"""The only face of care that others import."""

from domains.care.judge_quiet import Home, judge_quiet

__all__ = ["Home", "judge_quiet"]
