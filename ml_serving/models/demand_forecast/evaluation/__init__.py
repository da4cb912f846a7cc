"""The judgement: rolling origins on real demand, with rivals that get the same chances."""
