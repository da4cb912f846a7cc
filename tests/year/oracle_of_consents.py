"""What must become of consents: by the words of the law, never by the product's functions."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tests.year.due import Due, Probe
from tests.year.korea import DAY, OSAN, at, completes, day_of, years_on
from tests.year.plans import Adult, Advert, Child, Plans, Yes

A_SECOND = timedelta(seconds=1)
Told = Callable[[datetime], frozenset[str]]
"""Who hears of something at a moment."""

FAR = datetime(9999, 1, 1, tzinfo=OSAN)
SILENCE = timedelta(days=30)


class ConsentsOracle:
    """Everything that is due about consents, and every second at which access opens or closes."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._back = plans.back_at

    def dues(self) -> Iterator[Due]:
        for child in self._plans.children:
            yield from self._of_child(child)
        for adult in self._plans.adults:
            for advert in adult.adverts:
                yield from self._of_advert(adult, advert)
            for yes in adult.yeses:
                yield from self._expiry(yes, adult.key, FAR, _only(adult.key))

    def probes(self) -> Iterator[Probe]:
        """The last second before each end, and the end itself."""
        for child in self._plans.children:
            for yes in child.yeses:
                yield from _around(self._end(yes, self._fourteen(child)), child.key, yes)
        for adult in self._plans.adults:
            for yes in adult.yeses:
                yield from _around(self._end(yes, FAR), adult.key, yes)

    def _of_child(self, child: Child) -> Iterator[Due]:
        def family(when: datetime) -> frozenset[str]:
            still = {g.key for g in child.guardians if g.ends_at is None or g.ends_at > when}
            return frozenset({child.key}) | still

        fourteen = self._fourteen(child)
        for moment, day in self._notices(child):
            seen = self._back(moment)
            if any(self._lapses(yes, at(day), seen, moment) for yes in child.yeses):
                yield Due(moment, seen, "lapse coming", f"{child.key} {day}", family(seen))
        lapsing = [
            y for y in child.yeses if self._lapses(y, fourteen, fourteen - A_SECOND, fourteen)
        ]
        if lapsing:
            own = min((yes.given_at for yes in child.own), default=FAR)
            seen = min(self._back(fourteen), own)
            yield Due(fourteen, seen, "lapsed", child.key, family(self._back(seen)))
            for yes in lapsing:
                whom = f"{child.key} {yes.purpose}"
                yield Due(fourteen, seen, "asked anew at fourteen", whom, None)
        for yes in child.yeses:
            yield from self._asking(yes, child.key, fourteen, family)
            yield from self._expiry(yes, child.key, fourteen, family)

    def _fourteen(self, child: Child) -> datetime:
        born = child.born if child.corrected is None else child.corrected[1]
        return at(completes(born, 14))

    def _notices(self, child: Child) -> Iterator[tuple[datetime, date]]:
        """09:00, thirty and seven days before; by the day that was believed then."""
        wrong = completes(child.born, 14)
        if child.corrected is None:
            yield from ((at(wrong - DAY * days, 9), wrong) for days in (30, 7))
            return
        known, right = self._back(child.corrected[0]), completes(child.corrected[1], 14)
        for days in (30, 7):
            if self._back(before := at(wrong - DAY * days, 9)) <= known:
                yield before, wrong
            if (after := at(right - DAY * days, 9)) > known:
                yield after, right

    def _lapses(self, yes: Yes, fourteen: datetime, seen: datetime, due: datetime) -> bool:
        """Whether, as things stand at `seen`, this yes will end with the birthday."""
        if not yes.given_at < due or (yes.withdrawn_at or FAR) <= seen:
            return False
        text = self._text_end(yes, fourteen)
        asked = self._asked_at(yes)
        if text is not None and asked is not None and asked <= seen:
            return False
        return fourteen <= (yes.term or FAR) and fourteen > seen

    def _text_end(self, yes: Yes, fourteen: datetime) -> datetime | None:
        """When a newer text ends it, if that comes before its other ends."""
        for new in self._plans.reworded:
            other = min(fourteen, yes.term or FAR)
            if (
                new.purpose == yes.purpose
                and yes.given_at < at(new.since)
                and new.older_until < other
            ):
                return new.older_until
        return None

    def _asked_at(self, yes: Yes) -> datetime | None:
        for new in self._plans.reworded:
            if new.purpose == yes.purpose and yes.given_at < at(new.since):
                return self._back(at(new.since))
        return None

    def _asking(self, yes: Yes, whom: str, fourteen: datetime, told: Told) -> Iterator[Due]:
        seen = self._asked_at(yes)
        if seen is None:
            return
        ended = min(fourteen, yes.term or FAR, yes.withdrawn_at or FAR)
        if seen < ended:
            due = next(at(n.since) for n in self._plans.reworded if n.purpose == yes.purpose)
            yield Due(due, seen, "asked about a new text", f"{whom} {yes.purpose}", told(seen))

    def _end(self, yes: Yes, fourteen: datetime) -> datetime:
        """The first of its ends."""
        text = self._text_end(yes, fourteen)
        return min(fourteen, yes.term or FAR, text or FAR, yes.withdrawn_at or FAR)

    def _expiry(self, yes: Yes, whom: str, fourteen: datetime, told: Told) -> Iterator[Due]:
        end = self._end(yes, fourteen)
        if end in (FAR, fourteen, yes.withdrawn_at):
            return
        seen = self._back(end)
        yield Due(end, seen, "expired", f"{whom} {yes.purpose}", told(seen))

    def _of_advert(self, adult: Adult, advert: Advert) -> Iterator[Due]:
        yes, only = advert.yes, frozenset({adult.key})
        whom, withdrawn = f"{adult.key} {yes.purpose}", yes.withdrawn_at or FAR
        yield Due(yes.given_at, yes.given_at, "result told", whom, only)
        for question in questions(yes):
            asked = self._back(question)
            if withdrawn <= asked:
                break
            yield Due(question, asked, "asked after two years", whom, only)
            if advert.answer is None and asked + SILENCE < withdrawn:
                silent = asked + SILENCE
                yield Due(silent, self._back(silent), "kept by silence", whom, None)
            said = asked + timedelta(hours=advert.answers_after_h)
            if advert.answer == "no" and said < withdrawn:
                yield Due(said, said, "result told", whom, only)
                return
        if withdrawn < FAR:
            yield Due(withdrawn, withdrawn, "result told", whom, only)


def questions(yes: Yes) -> Iterator[datetime]:
    """Every two years from the day of the yes, at ten in the morning."""
    return (at(years_on(day_of(yes.given_at), years), 10) for years in (2, 4))


def _around(end: datetime, subject: str, yes: Yes) -> Iterator[Probe]:
    if end < FAR and end not in (yes.withdrawn_at,) and end > yes.given_at:
        yield Probe(end - A_SECOND, subject, yes.purpose, stands=end - A_SECOND >= yes.given_at)
        yield Probe(end, subject, yes.purpose, stands=False)


def _only(key: str) -> Told:
    return lambda _: frozenset({key})
