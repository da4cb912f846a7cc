"""How many examples hypothesis tries: few in each run, many when asked (`make thorough`)."""

import os

TIMES = int(os.environ.get("OSAN_TEST_EXAMPLES", "1"))


def examples(each_run: int) -> int:
    """`max_examples` of a rule that gets `each_run` in every run of CI."""
    return each_run * TIMES
