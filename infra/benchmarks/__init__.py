"""`make bench`: what the house costs, each figure beside its yardstick of the same run."""
