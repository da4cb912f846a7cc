"""The only face of the learners that others import."""

from domains.learning.assess_knowledge import assess_knowledge
from domains.learning.smoothed_share import Tally

__all__ = ["Tally", "assess_knowledge"]
