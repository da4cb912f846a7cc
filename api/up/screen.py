"""The one screen that a developer sees: what is there, who can sign in, what to try first."""

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.up.model_server import token_file
from api.up.models_at_work import models_at_work
from infra.emulated_idp.citizens import CITIZENS
from infra.settings import Settings


def show_welcome(console: Console, settings: Settings, *, data: str, took: str) -> None:
    """Print it once, when everything answers."""
    console.print()
    console.print(Panel(_addresses(settings), title="Osan Talk runs", title_align="left"))
    if settings.model_server.enabled:
        console.print(Panel(_models(settings), title="Models", title_align="left"))
    console.print(Panel(_citizens(settings), title="Demo sign-ins", title_align="left"))
    console.print(Panel(_first_steps(settings), title="Try first", title_align="left"))
    console.print(Text(f"{took} Data: {data}. Logs: {settings.state_dir / 'logs'}."))
    console.print("[bold]Ctrl-C[/] stops everything and keeps the data.", highlight=False)


def _addresses(settings: Settings) -> Table:
    public = settings.gateway.public_url
    table = _plain_table()
    for what, where in (
        ("GraphQL playground", f"{public}/graphql"),
        ("Phones, and what they received", local(settings.push_emulator.port)),
        ("Identity provider", local(settings.idp_emulator.port)),
        ("MQTT broker of homes", settings.mqtt.url or "none"),
        ("Health", f"{public}/readyz"),
        ("PostgreSQL", settings.database.url if _is_ours(settings) else "elsewhere"),
    ):
        table.add_row(what, Text(where, style="cyan"))
    return table


def _models(settings: Settings) -> Group:
    server, table = settings.model_server, _plain_table()
    for name, state in models_at_work(f"http://127.0.0.1:{server.inference_port}"):
        table.add_row(Text(name, style="bold"), state)
    for what, port in (
        ("Inference", server.inference_port),
        ("Management, with a token", server.management_port),
        ("Metrics", server.metrics_port),
    ):
        table.add_row(what, Text(local(port), style="cyan"))
    return Group(table, Text(f"\nThe token: {token_file(settings)}"))


def sign_in_address(settings: Settings) -> str:
    """Where a browser signs in: one tap on a citizen, and back to the playground."""
    return f"{settings.gateway.public_url}/auth/login?provider=dev&return_to=/graphql"


def _citizens(settings: Settings) -> Group:
    table = _plain_table()
    for citizen in CITIZENS.values():
        table.add_row(Text(citizen.sub, style="bold"), citizen.name, citizen.part)
    return Group(table, Text(f"\n{sign_in_address(settings)}", style="cyan", overflow="fold"))


def _first_steps(settings: Settings) -> Table:
    table = _plain_table()
    for number, (what, how) in enumerate(
        (
            ("Watch the phones", local(settings.push_emulator.port)),
            ("Get a parent's token", ".venv/bin/osan-talk sign-in hana"),
            ("Ask as that parent", f"{settings.gateway.public_url}/graphql"),
            ("Take the whole tour", "README.md, pasted line by line"),
        ),
        start=1,
    ):
        table.add_row(f"{number}. {what}", Text(how, style="cyan"))
    return table


def local(port: int) -> str:
    return f"http://127.0.0.1:{port}/"


def _is_ours(settings: Settings) -> bool:
    """An address with a password in it is not for a screen."""
    return "@127.0.0.1" in settings.database.url and ":" not in _userinfo(settings.database.url)


def _userinfo(url: str) -> str:
    return url.split("://", 1)[-1].split("@", 1)[0]


def _plain_table() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table
