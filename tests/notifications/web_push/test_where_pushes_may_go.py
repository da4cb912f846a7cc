"""A stranger names the address, and our machines go there: never into our own network."""

from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from notifications.channels.web_push import may_be_pushed_to
from notifications.channels.web_push.guarded_addresses import AddressRefused, GuardedResolver


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://web.push.apple.com/QGu",
        "https://wns2-pn1p.notify.windows.com/w/?token=BQ",
        "https://8.8.8.8/push",
    ],
)
def test_the_push_services_of_the_world_may_be_pushed_to(endpoint):
    assert may_be_pushed_to(endpoint, allow_local=False)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://localhost/x",
        "https://localhost./x",
        "https://127.0.0.1/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://127.1/x",
        "https://10.1./x",
        "https://0x7f.1/x",
        "https://017700000001.0/x",
        "https://push.example.1/x",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://10.1.2.3/x",
        "https://192.168.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/x",
        "https://224.0.0.1/x",
        "https://0.0.0.0/x",
        "https://[fd00::1]/x",
        "https://[fe80::1]/x",
        "https://db.internal/x",
        "https://printer.local/x",
        "https://valkey/x",
    ],
)
def test_our_own_network_may_not(endpoint):
    assert not may_be_pushed_to(endpoint, allow_local=False)


def test_a_development_machine_pushes_to_itself_and_nowhere_else():
    assert may_be_pushed_to("http://127.0.0.1:8090/push/1", allow_local=True)
    assert may_be_pushed_to("http://localhost:8090/push/1", allow_local=True)
    assert not may_be_pushed_to("http://192.168.0.1/x", allow_local=True)
    assert not may_be_pushed_to("https://10.0.0.1/x", allow_local=True)


class Names(AbstractResolver):
    """A name server in a stranger's hands."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=each, port=port, family=2, proto=0, flags=0)
            for each in self._addresses
        ]

    async def close(self) -> None:
        pass


async def test_a_name_that_leads_inside_is_refused_when_it_is_resolved():
    resolver = GuardedResolver(allow_local=False, inner=Names("10.0.0.7", "127.0.0.1", "::1"))
    with pytest.raises(AddressRefused):
        await resolver.resolve("push.attacker.example", 443)


@pytest.mark.parametrize("inside", ["64:ff9b::7f00:1", "2002:a00:1::", "::10.0.0.7"])
async def test_an_inner_address_wrapped_in_an_outer_one_is_refused(inside):
    resolver = GuardedResolver(allow_local=False, inner=Names(inside))
    with pytest.raises(AddressRefused):
        await resolver.resolve("push.attacker.example", 443)


async def test_of_two_answers_only_the_public_one_is_used():
    resolver = GuardedResolver(allow_local=False, inner=Names("10.0.0.7", "8.8.8.8"))
    found = await resolver.resolve("push.attacker.example", 443)
    assert [each["host"] for each in found] == ["8.8.8.8"]
