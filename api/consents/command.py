"""`osan-talk consents verify`."""

import typer

from infra.settings import Settings, load_settings

consents = typer.Typer(help="The ledger of who consented to what.", no_args_is_help=True)

DIFFERS = 1


@consents.callback()
def _consents() -> None:
    """Keeps `verify` a command of its own."""


@consents.command()
def verify() -> None:
    """Compare what everybody's entries add up to with what stands; name the people that differ.

    Exit status 0: none differs. 1: some do.
    """
    import uvloop

    differing = uvloop.run(_verify(load_settings()))
    for subject in differing:
        typer.echo(f"✗ {subject}")
    if not differing:
        typer.echo("✓ what stands agrees with the ledger, for everybody")
    raise typer.Exit(DIFFERS if differing else 0)


async def _verify(settings: Settings) -> list[str]:
    from domains.consent import public as consent
    from infra.database import open_database

    async with open_database(settings.database):
        return [str(subject) for subject in await consent.verify_standing()]
