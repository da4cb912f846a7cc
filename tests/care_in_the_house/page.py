"""What a run came to, as a page."""

from typing import Final

from tests.care_in_the_house.order import Order
from tests.care_in_the_house.run import Lived
from tests.care_in_the_house.verdict import Verdict

HEAD: Final = """# {homes} simulated homes in the whole house

Written by `python -m tests.care_in_the_house`: {days} days in which each home was enrolled, paired,
heard, judged, asked and visited by the running system on a moved clock. Beside it, the same records
straight to the judgement, with the same answers and pauses.

"""


def page(order: Order, lived: Lived, verdict: Verdict, *, figures: str, cpu_s: float) -> str:
    head = HEAD.format(homes=order.homes, days=order.days)
    return head + _table(order, lived, verdict, cpu_s) + "\n" + figures


def _table(order: Order, lived: Lived, verdict: Verdict, cpu_s: float) -> str:
    agreement, walked, days = verdict.agreement, verdict.walked, lived.days
    pushes = sum(len(device.phone.history) for device in lived.city.push.devices.values())
    steps = ", ".join(f"{count} {rung}" for rung, count in sorted(walked.steps.items()))
    ended = ", ".join(f"{count} by {how}" for how, count in sorted(walked.ended.items()))
    taken = ", ".join(f"{count:,} {what}" for what, count in sorted(days.verdicts.items()))
    asked = ", ".join(f"{n:,} {how}" for how, n in sorted(verdict.questions.ended.items()))
    rows = (
        ("messages", taken),
        ("looks, all compared", f"{agreement.looks:,}; latest {agreement.latest_ms / 1000:.0f} s"),
        ("alarms of the judgement, the same in both", f"{agreement.alarms:,}"),
        ("alarms of sensors, raised within two minutes of coming in", f"{verdict.alarms:,}"),
        ("questions of the day", asked),
        ("cases", f"{walked.cases:,}: {ended}"),
        ("steps, each when it was due", f"{steps}; latest {walked.latest.total_seconds():.0f} s"),
        ("people asked, each shown it once", f"{verdict.asked:,}; {pushes:,} notices in all"),
        ("alarms of a silence in which somebody had seen her well", str(len(verdict.seen_well))),
        ("disagreements and faults", str(len(verdict.faults))),
        ("CPU", f"{cpu_s / 60:.1f} min, {cpu_s / order.homes / order.days:.2f} s a home and day"),
    )
    return "\n".join(("| | |", "|---|---|", *(f"| {what} | {said} |" for what, said in rows), ""))
