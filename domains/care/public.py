"""The only face of care that others import."""

from domains.care.judge_quiet import judge_quiet

__all__ = ["judge_quiet"]
