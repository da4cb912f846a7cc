"""The judgement, without a running system."""
