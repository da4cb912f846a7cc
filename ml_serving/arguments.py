"""The command line of the server, and what it means."""

import argparse
from pathlib import Path

from ml_serving.host import HostSettings
from ml_serving.http.limits import MIB, Limits
from ml_serving.settings import Address, Settings


def parser() -> argparse.ArgumentParser:
    """Help in plain words."""
    top = argparse.ArgumentParser(prog="python -m ml_serving", description="The model server.")
    serve = top.add_subparsers(dest="command", required=True).add_parser(
        "serve", help="serve the models of a store until SIGTERM"
    )
    serve.add_argument("--store", default="var/models", help="a folder, or s3://bucket/prefix")
    serve.add_argument(
        "--models",
        default="all",
        help="all, or a list such as demand-forecast,knowledge-tracing=1.0.0 (the newest version "
        "where none is named)",
    )
    serve.add_argument(
        "--workers",
        default="",
        help="processes by model, such as school-zone-vision=2; 1 where nothing is said",
    )
    _add_addresses(serve)
    _add_protection(serve)
    serve.add_argument(
        "--announce",
        action="store_true",
        help="print the addresses as one line of JSON; port 0 takes a free one",
    )
    serve.add_argument("--cache", type=Path, default=Path("var/cache/models"), help="of a bucket")
    serve.add_argument("--s3-endpoint-url", help="of an S3 that is not AWS; keys as AWS tools do")
    return top


def _add_addresses(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="of all three listeners")
    serve.add_argument("--management-host", help="of that listener alone")
    serve.add_argument("--inference-port", type=int, default=8080)
    serve.add_argument("--management-port", type=int, default=8081)
    serve.add_argument("--metrics-port", type=int, default=8082)


def _add_protection(serve: argparse.ArgumentParser) -> None:
    serve.add_argument(
        "--token-file",
        type=Path,
        help="holds the token of the management side; without it, that side is open to this "
        "machine, and does not start on an address that others reach",
    )
    serve.add_argument(
        "--allow-folder",
        type=Path,
        action="append",
        default=[],
        help="archives may be registered from here by path, too; may be given again",
    )
    serve.add_argument("--max-body-mib", type=int, default=24, help="the largest request body")
    serve.add_argument(
        "--max-body-of", default="", help="by model, such as knowledge-tracing=1, in MiB"
    )
    serve.add_argument("--drain-seconds", type=float, default=20.0, help="at most, after SIGTERM")


def settings_of(arguments: argparse.Namespace, host: HostSettings) -> Settings:
    """Raises `OSError` when the token file cannot be read, `SystemExit` on what is no number."""
    token = arguments.token_file.read_bytes().strip() if arguments.token_file else None
    models = [] if arguments.models == "all" else arguments.models.split(",")
    limits = Limits(body_bytes=arguments.max_body_mib * MIB, drain_s=arguments.drain_seconds)
    return Settings(
        store=arguments.store,
        inference=Address(arguments.host, arguments.inference_port),
        management=Address(arguments.management_host or arguments.host, arguments.management_port),
        metrics=Address(arguments.host, arguments.metrics_port),
        token=token,
        models=[each.strip() for each in models],
        workers=_numbers(arguments.workers),
        folders=arguments.allow_folder,
        cache=arguments.cache,
        limits=limits,
        body_bytes={name: MIB * n for name, n in _numbers(arguments.max_body_of).items()},
        host=host,
    )


def _numbers(said: str) -> dict[str, int]:
    """`a=1,b=2`."""
    pairs = [each.partition("=") for each in said.split(",") if each]
    if not all(number.isdigit() for _, _, number in pairs):
        raise SystemExit(f"'{said}' is no list such as school-zone-vision=2,demand-forecast=1")
    return {name.strip(): int(number) for name, _, number in pairs}
