"""A year of five hundred simulated homes, given straight to care's judgement.

Two towns with homes, troubles and manners, written apart: what was tuned was tuned on the first
(`homes`, `first_town`), what is reported is of the second (`homes_apart`, `second_town`). The
judgement, the ladder of a case and the served model are the product's own; only the model is asked
in this process instead of over HTTP, many homes at once. Beside it, over the same year: a timer of
eight hours, as sold, and the same timer with our ladder behind it.
"""
