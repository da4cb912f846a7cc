"""Campaigns on a terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domains.kernel.clock import SEOUL
from domains.kernel.text import Locale
from notifications.public import campaigns


class Screen:
    """Tables and sentences for people; times are Osan's."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)

    def say(self, sentence: str) -> None:
        self.console.print(sentence)

    def listed(self, views: Sequence[campaigns.CampaignView]) -> None:
        if not views:
            self.say("There is no campaign yet: officers write them in the app.")
            return
        table = Table("id", "state", "category", "title", "done", box=None, pad_edge=False)
        for view in views:
            done = "" if view.report is None else f"{100 * view.report.done:.0f}%"
            title = escape(view.words[Locale.KO].title)
            table.add_row(str(view.campaign_id), view.state, view.category, title, done)
        self.console.print(table)

    def shown(self, view: campaigns.CampaignView) -> None:
        self.say(f"[bold]{escape(view.words[Locale.KO].title)}[/bold] ({view.state})")
        for locale, words in sorted(view.words.items()):
            self.say(f"  {locale}  {escape(words.title)} | {escape(words.body)}")
        for what, value in _facts(view).items():
            self.say(f"  {what}: {escape(value)}")
        if view.report is not None:
            self.reported(view.report)

    def previewed(self, preview: campaigns.Preview) -> None:
        for when, count in (("now", preview.now), ("then", preview.then)):
            if count is not None:
                self._counted(when, count)

    def reported(self, report: campaigns.Report) -> None:
        """What became of people and of deliveries, and how long it took."""
        table = Table("", "", box=None, pad_edge=False, show_header=False)
        table.columns[1].justify = "right"
        _rows(table, "people", report.tally.people)
        _rows(table, "deliveries", report.tally.ended)
        if report.tally.open and not report.final:
            table.add_row("deliveries: open", f"{report.tally.open:,}")
        if report.not_reached:
            table.add_row("people not reached in time", f"{report.not_reached:,}")
        self.console.print(table)
        took = timedelta(seconds=round(report.took.total_seconds()))
        word = "final report" if report.final else "so far"
        self.say(f"{word}: {took}, {report.rate_per_s:,.0f} deliveries a second")

    def _counted(self, when: str, count: campaigns.Count) -> None:
        self.say(f"[bold]{when}[/bold] ({_hour(count.at)})")
        table = Table("", "", box=None, pad_edge=False, show_header=False)
        table.columns[1].justify = "right"
        table.add_row("people in the segment", f"{count.receivers:,}")
        _rows(table, "people", count.people)
        table.add_row(
            "people without app or browser (no text message, no call)",
            f"{count.without_installation:,}",
        )
        table.add_row("phones and browsers that would ring", f"{count.ringing:,}")
        table.add_row("of them later, when the gate lets them", f"{count.held:,}")
        self.console.print(table)


def _facts(view: campaigns.CampaignView) -> dict[str, str]:
    facts = {
        "id": str(view.campaign_id),
        "category": view.category.value,
        "sender": view.sender,
        "for": campaigns.write_segment(view.segment),
        "starts": _hour(view.starts_at) if view.starts_at else "when somebody starts it",
        "expires": _hour(view.expires_at),
    }
    if view.ending is not None:
        facts["ended"] = view.ending.value
    return facts


def _rows(table: Table, of: str, counts: Mapping[str, int]) -> None:
    for what, number in sorted(counts.items()):
        table.add_row(f"{of}: {what.replace('.', ', ').replace('_', ' ')}", f"{number:,}")


def _hour(moment: datetime) -> str:
    return f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M} in Osan"
