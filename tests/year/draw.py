"""The population of one run, drawn from its seed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from domains.consent.public import Purpose
from domains.governance.public import CaseKind
from tests.year.korea import DAY, FEASTS, SUBSTITUTES, at, completes, day_of
from tests.year.plans import (
    Adult,
    Advert,
    BreachPlan,
    CasePlan,
    Child,
    CopyPlan,
    Guardian,
    InvitationPlan,
    Officer,
    Order,
    Outage,
    Plans,
    Reworded,
    Yes,
)

ARRIVAL = Purpose.COMMUTE_ARRIVAL
OTHERS = (
    Purpose.COMMUTE_DEPARTURE,
    Purpose.COMMUTE_BUS,
    Purpose.COMMUTE_ALERTS,
    Purpose.COMMUTE_ROUTE_HISTORY,
)
ADS = (Purpose.COMMERCE_ADVERTISING, Purpose.COMMERCE_ADVERTISING_NIGHT)
STEPS_OF_CASES = {
    CaseKind.ACCESS: ("left", "answered", "extended", "proof", "proof never", "draft"),
    CaseKind.PORTABILITY: ("left", "answered", "withdrawn"),
    CaseKind.CORRECTION: ("left", "answered", "proof"),
    CaseKind.DELETION: ("left", "refused", "withdrawn"),
    CaseKind.SUSPENSION: ("left", "answered", "draft"),
    CaseKind.OBJECTION: ("left", "extended", "extended twice", "answered"),
}


def draw(order: Order) -> Plans:
    """Everybody, with what each will do; the same for the same order."""
    dice = Random(f"{order.seed}")
    reworded = _reworded(order)
    adults = tuple(_adult(order, dice, number) for number in range(order.adults))
    children = tuple(_child(order, dice, number, reworded) for number in range(order.children))
    return Plans(
        order=order,
        children=children,
        adults=adults,
        cases=tuple(_case(order, dice, number, adults) for number in range(order.cases)),
        breaches=tuple(_breaches(order, dice)),
        officers=tuple(_officers(order)),
        invitations=tuple(_invitations(order, dice)),
        copies=tuple(
            CopyPlan(f"copy-{n}", dice.choice(adults).key, _hour(dice, _some_day(order, dice)))
            for n in range(max(2, order.cases // 40))
        ),
        reworded=reworded,
        outages=tuple(_outages(order, dice, children)),
    )


def _some_day(order: Order, dice: Random, *, margin: int = 3) -> date:
    days = (order.last - order.first).days
    return order.first + DAY * dice.randrange(margin, days - margin)


def _hour(dice: Random, day: date) -> datetime:
    """A second of the day that no timer of the house is set to."""
    return at(day, dice.randrange(8, 20), dice.randrange(1, 59)) + timedelta(
        seconds=dice.randrange(1, 59)
    )


def _reworded(order: Order) -> tuple[Reworded, ...]:
    middle = order.first + (order.last - order.first) * 2 // 5
    return (Reworded(ARRIVAL, middle, at(middle + 30 * DAY)),)


def _child(order: Order, dice: Random, number: int, reworded: tuple[Reworded, ...]) -> Child:
    """Turning fourteen within the run, or soon after; some on the days that are special."""
    key, born = f"child-{number}", _birthday(order, dice, number)
    given = order.first + DAY * dice.randrange(0, 3)
    guardians = [Guardian(f"{key}-mother")]
    if dice.random() < 0.4:
        ends = _hour(dice, _some_day(order, dice)) if dice.random() < 0.6 else None
        guardians.append(Guardian(f"{key}-father", ends))
    style = dice.choice(("plain", "plain", "own", "withdrawn", "term", "late", "corrected"))
    fourteen = completes(born, 14)
    if style == "late" and order.first + DAY < fourteen - 20 * DAY < order.last:
        given = fourteen - DAY * dice.choice((3, 5, 12, 20, 29))
    corrected = None
    if style == "corrected" and fourteen > order.first + 10 * DAY:
        corrected = _correction(order, dice, born)
    purposes = dice.sample(OTHERS, dice.randrange(1, 4))
    if corrected is None and dice.random() < 0.6:
        purposes.append(ARRIVAL)
    yeses = [
        _guardians_yes(order, dice, purpose, given, style, guardians[0].key, fourteen)
        for purpose in purposes
    ]
    own: tuple[Yes, ...] = ()
    if style == "own" and fourteen + 2 * DAY < order.last:
        own = (Yes(Purpose.COMMUTE_BUS, _hour(dice, fourteen + DAY), key),)
    return Child(
        key,
        born,
        tuple(guardians),
        tuple(yeses),
        own,
        corrected,
        carries_phone=number % 5 == 0 and corrected is None,
    )


def _birthday(order: Order, dice: Random, number: int) -> date:
    special = [
        date(year - 14, month, day)
        for year, month, day in (
            (2026, 2, 28), (2026, 3, 1), (2027, 2, 28), (2027, 3, 1), (2028, 2, 28),
            (2028, 2, 29), (2028, 3, 1), (2026, 12, 31), (2027, 1, 1), (2027, 2, 7), (2027, 9, 15),
        )
        if _exists(year - 14, month, day)
    ]  # fmt: skip
    leap = date(2012, 2, 29)
    special = [
        born
        for born in (leap, *special)
        if order.first + 4 * DAY < completes(born, 14) < order.last + 30 * DAY
    ]
    if number < 6 and leap in special:
        return leap
    if number % 5 == 0:
        return dice.choice(special)
    day = order.first + DAY * dice.randrange(5, (order.last - order.first).days + 40)
    day = day - DAY if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year - 14)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _correction(order: Order, dice: Random, born: date) -> tuple[datetime, date] | None:
    """Some days before the wrong birthday the right one is found, between 60 days off and none."""
    wrong = completes(born, 14)
    right = wrong + DAY * dice.choice((-40, -23, -9, -1, 1, 9, 23, 40))
    right_born = date(right.year - 14, right.month, min(right.day, 28))
    found = min(wrong, completes(right_born, 14)) - DAY * dice.randrange(3, 50)
    if not order.first + 4 * DAY < found < order.last:
        return None
    return _hour(dice, found), right_born


def _guardians_yes(
    order: Order,
    dice: Random,
    purpose: Purpose,
    given: date,
    style: str,
    by: str,
    fourteen: date,
) -> Yes:
    moment = _hour(dice, given)
    term = withdrawn = None
    if style == "withdrawn":
        day = given + DAY * dice.randrange(1, 90)
        withdrawn = _hour(dice, day) if day < min(fourteen, order.last) else None
    if style == "term":
        ends = given + DAY * dice.randrange(3, 400)
        term = dice.choice((at(ends), at(ends, 23, 59) + timedelta(seconds=59), _hour(dice, ends)))
    return Yes(purpose, moment, by, term, withdrawn)


def _adult(order: Order, dice: Random, number: int) -> Adult:
    """Consents of two years ago come back within the run; each is answered in its own way."""
    key = f"adult-{number}"
    adverts = [_advert(order, dice, key, number, purpose) for purpose in ADS if dice.random() < 0.7]
    yeses = ()
    if number % 3 == 0:
        given = _hour(dice, _some_day(order, dice))
        term = dice.choice(
            (at(date(2028, 2, 29), 12), given + timedelta(days=dice.randrange(1, 90)))
        )
        if term > given:
            yeses = (Yes(Purpose.COMMUTE_BUS, given, key, term),)
    return Adult(
        key, date(1960 + number % 40, 1 + number % 12, 1 + number % 28), tuple(adverts), yeses
    )


def _advert(order: Order, dice: Random, key: str, number: int, purpose: Purpose) -> Advert:
    if order.early is not None and number % 2 == 0:
        given = _hour(dice, order.early + DAY * dice.randrange(-2, 3))
    else:
        given = _hour(dice, order.first + DAY * dice.randrange(0, 100))
    withdrawn = None
    if dice.random() < 0.15:
        withdrawn = _hour(dice, max(order.first, day_of(given)) + DAY * dice.randrange(5, 80))
    answer = dice.choice(("yes", "no", None))
    return Advert(Yes(purpose, given, key, None, withdrawn), answer, dice.choice((1, 30, 24 * 20)))


def _case(order: Order, dice: Random, number: int, adults: tuple[Adult, ...]) -> CasePlan:
    """A third of them just before feasts and substitute holidays."""
    days = [feast - DAY * back for feast in (*FEASTS, *SUBSTITUTES) for back in range(0, 35)]
    near = [day for day in days if order.first + 3 * DAY < day < order.last - DAY]
    day = dice.choice(near) if near and number % 3 == 0 else _some_day(order, dice)
    kind = list(CaseKind)[number % len(CaseKind)]
    opened = _hour(dice, day)
    story = dice.choice(STEPS_OF_CASES[kind])
    applicant = adults[number % len(adults)].key
    return CasePlan(f"case-{number}", applicant, kind, opened, tuple(_steps(dice, opened, story)))


def _steps(dice: Random, opened: datetime, story: str) -> Iterator[tuple[datetime, str]]:
    def later(moment: datetime, least: int, most: int) -> datetime:
        return _hour(dice, day_of(moment) + DAY * dice.randrange(least, most))

    soon = later(opened, 1, 8)
    match story:
        case "answered" | "refused" | "withdrawn":
            yield soon, story
        case "extended":
            yield soon, "extended"
            if dice.random() < 0.5:
                yield later(soon, 9, 12), "answered"
        case "extended twice":
            yield soon, "extended"
            yield later(soon, 10, 50), "extended"
        case "proof":
            yield opened, "stale"
            yield soon, "ask proof"
            yield later(soon, 1, 20), "bring proof"
        case "proof never":
            yield opened, "stale"
            yield soon, "ask proof"
        case "draft":
            yield opened, "draft"
            if dice.random() < 0.5:
                yield later(opened, 12, 30), "withdrawn"


def _breaches(order: Order, dice: Random) -> Iterator[BreachPlan]:
    for number in range(max(3, order.cases // 15)):
        opened = _hour(dice, _some_day(order, dice))
        found = opened - timedelta(hours=dice.choice((0, 1, 30, 60)))
        told = opened + timedelta(hours=dice.choice((5, 11))) if dice.random() < 0.4 else None
        yield BreachPlan(f"breach-{number}", opened, found, told)


def _officers(order: Order) -> Iterator[Officer]:
    middle = order.first + (order.last - order.first) // 2
    yield Officer("officer-stays", "officer")
    yield Officer("officer-leaves", "officer", at(middle, 18, 0))
    yield Officer("dpo-stays", "dpo")
    yield Officer("dpo-leaves", "dpo", at(middle - 20 * DAY))


def _invitations(order: Order, dice: Random) -> Iterator[InvitationPlan]:
    for number in range(max(4, order.cases // 15)):
        made, in_time = _hour(dice, _some_day(order, dice, margin=4)), number % 2 == 0
        typed = made + timedelta(days=2) - timedelta(seconds=1 if in_time else 0)
        yield InvitationPlan(f"invitation-{number}", made, typed, in_time)


def _outages(order: Order, dice: Random, children: tuple[Child, ...]) -> Iterator[Outage]:
    """Nights and days without any worker, never two at once; most begin before a birthday."""
    days = (order.last - order.first).days
    free_from = at(order.first + 3 * DAY)
    eves = [completes(child.born, 14) - DAY for child in children]
    for number in range(order.outages):
        day = order.first + DAY * (3 + number * (days - 6) // order.outages)
        near = [eve for eve in eves if day <= eve < day + 7 * DAY]
        begins = at(dice.choice(near) if near else day, dice.randrange(17, 24), 13)
        if begins > free_from:
            free_from = begins + timedelta(hours=dice.choice((3, 9, 14, 26)))
            yield Outage(begins, free_from)
            free_from += DAY
