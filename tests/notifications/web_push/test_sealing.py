"""What we seal is what the standards' own examples say."""

from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from notifications.channels.web_push import NoSubscription, Subscription, base64url
from notifications.channels.web_push.seal import MOST_BYTES, TooLong, seal, seal_with

ENDPOINT = "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
RFC_8291_APPENDIX_A = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)


def a_browser() -> Subscription:
    return Subscription.of(endpoint=ENDPOINT, p256dh=P256DH, auth=AUTH)


def test_the_example_of_rfc_8291_byte_by_byte():
    private = int.from_bytes(base64url.decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    body = seal_with(
        b"When I grow up, I want to be a watermelon",
        a_browser(),
        key=ec.derive_private_key(private, ec.SECP256R1()),
        salt=base64url.decode("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert base64url.encode(body) == RFC_8291_APPENDIX_A


def test_no_two_bodies_share_a_key_or_a_salt():
    first, second = (seal(b"the same", a_browser()) for _ in range(2))
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


def test_the_longest_message_fills_what_a_push_service_must_take():
    assert len(seal(bytes(MOST_BYTES), a_browser())) == 4096
    with pytest.raises(TooLong):
        seal(bytes(MOST_BYTES + 1), a_browser())


def test_an_address_is_the_browsers_own_json_and_comes_back_as_it_was():
    browser = a_browser()
    assert Subscription.read(browser.address) == browser
    assert browser.origin == "https://push.example.net"
    assert AUTH not in repr(browser)
    assert "push.example.net" not in repr(browser)


def test_padding_makes_no_second_subscription():
    padded = Subscription.of(endpoint=ENDPOINT, p256dh=f"{P256DH}=", auth=f"{AUTH}==")
    assert padded.address == a_browser().address


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "ftp://push.example.net/x"},
        {"endpoint": "https://user@push.example.net/x"},
        {"endpoint": "https://push.example.net/x#fragment"},
        {"endpoint": "https://push.example.net/a b"},
        {"endpoint": "https://push.example.net/" + "x" * 1_000},
        {"endpoint": "https://[::1/x"},
        {"endpoint": "push.example.net"},
        {"p256dh": base64url.encode(b"\x04" + bytes(64))},
        {"p256dh": base64url.encode(urlsafe_b64decode(P256DH + "=")[:33])},
        {"p256dh": "ö"},
        {"auth": base64url.encode(bytes(15))},
        {"auth": "a"},
    ],
)
def test_what_no_browser_says_is_no_subscription(wrong):
    said = {"endpoint": ENDPOINT, "p256dh": P256DH, "auth": AUTH, **wrong}
    with pytest.raises(NoSubscription):
        Subscription.of(**said)


@pytest.mark.parametrize("address", ["", "[]", "{}", '"x"', '{"endpoint": 1, "keys": {}}', "null"])
def test_what_we_never_wrote_is_no_address(address):
    with pytest.raises(NoSubscription):
        Subscription.read(address)
