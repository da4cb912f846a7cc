"""Keep a rhythm as of her last sign, where every look came in the middle of a silence.

A silence is never folded into a rhythm, and who is seldom heard is silent at most looks. Without
this her signs would wait for days, and each question would replay them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from domains.care.judgement.judge_quiet import Home, Recall, Terms, judge_quiet
from domains.care.judgement.memory import OPEN_FOR, Remembered
from domains.care.ports import Deaf, RhythmModel

WAITED: Final = timedelta(hours=6)
"""So old may what is kept be before it is brought up to her last sign."""


async def caught_up(
    home: Remembered,
    *,
    deaf: Sequence[Deaf],
    model: RhythmModel,
    recall: Recall,
    terms: Terms,
    now: datetime,
) -> Remembered:
    """Asks the model once more, as if at the end of the half hour after her last sign: none of the
    silence since is folded. The home as it was, where that is not needed or nothing was learnt."""
    kept_at, as_of = home.kept_at or home.listens_from, (home.silent_since or now) + OPEN_FOR
    if now - kept_at < WAITED or not home.unfolded or not kept_at < as_of < now:
        return home
    told = tuple(sign for sign in home.unfolded if sign.at <= as_of)
    then = Home(home.rhythm, told, home.last_sign_at, tuple(_until(deaf, as_of)))
    quiet = await judge_quiet(model=model, home=then, recall=recall, now=as_of, terms=terms)
    if quiet.rhythm is None:
        return home
    left = tuple(sign for sign in home.unfolded if sign.at > as_of)
    return replace(home, rhythm=quiet.rhythm, kept_at=as_of, unfolded=left, judged_signs=len(left))


def _until(deaf: Sequence[Deaf], end: datetime) -> Iterator[Deaf]:
    for each in deaf:
        if each.since < end:
            yield replace(each, until=min(each.until, end))
