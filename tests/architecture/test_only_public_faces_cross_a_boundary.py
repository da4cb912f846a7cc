"""Across a boundary only `public`, `events` and `ports` are imported; the kernel is everybody's."""

import grimp
import pytest

ROOTS = ("api", "gateway", "notifications", "infra", "domains")
FACES = {"public", "events", "ports"}

MEASURES_THE_JUDGE = "infra.benchmarks."
"""Benches weigh the judge of crossings itself against its parts; nothing of the product does."""

COMPOSITION = {
    ("api.push_channels", "notifications.channels.fcm"),
    ("api.push_channels", "notifications.channels.health"),
    ("api.push_channels", "notifications.channels.phone_line"),
    ("api.push_channels", "notifications.channels.web_push"),
    ("api.app", "notifications.channels.web_push.vapid_key"),
    ("api.hear_calls", "notifications.channels.phone_line"),
    ("api.rest.phone_line_calls", "notifications.channels.phone_line"),
    ("api.rest.phone_line_reports", "notifications.channels.phone_line"),
    ("api.cli", "notifications.emulator.__main__"),
}
"""Where the house is put together: an adapter is chosen, a separate program is started."""


@pytest.fixture(scope="module")
def imports() -> list[tuple[str, str]]:
    graph = grimp.build_graph(*ROOTS, cache_dir=None)
    return [
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
    ]


def package_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "domains" else parts[0]


def enters_by_the_door(imported: str) -> bool:
    inside = imported.removeprefix(package_of(imported) + ".")
    return inside.split(".")[0] in FACES


def test_a_domain_is_entered_through_its_public_face(imports):
    trespasses = [
        (importer, imported)
        for importer, imported in imports
        if imported.startswith("domains.")
        and package_of(imported) not in ("domains.kernel", package_of(importer))
        and not enters_by_the_door(imported)
        and not importer.startswith(MEASURES_THE_JUDGE)
    ]
    assert trespasses == []


def test_notifications_are_entered_through_their_public_face(imports):
    trespasses = {
        (importer, imported)
        for importer, imported in imports
        if package_of(imported) == "notifications"
        and package_of(importer) != "notifications"
        and not enters_by_the_door(imported)
        and not importer.startswith(MEASURES_THE_JUDGE)
    }
    assert trespasses <= COMPOSITION


def test_every_public_face_says_what_it_shows():
    from importlib import import_module

    for domain in ("identity", "consent", "commute", "care", "civic", "commerce", "learning"):
        face = import_module(f"domains.{domain}.public")
        assert all(hasattr(face, name) for name in face.__all__)
    assert import_module("notifications.public").__all__
