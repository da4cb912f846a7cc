"""Where each protocol hides the device's credential."""

import base64
import binascii

from domains.identity.public import DeviceCredential

SCHEME = "basic "


def basic_credential(header: str | None) -> DeviceCredential | None:
    """The credential of an `Authorization: Basic` header (RFC 7617): device id and secret."""
    if header is None or header[: len(SCHEME)].lower() != SCHEME:
        return None
    try:
        pair = base64.b64decode(header[len(SCHEME) :].strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    user_name, _, password = pair.partition(":")
    return DeviceCredential.of(user_name.strip(), password)


def identifier_credential(identifier: object) -> DeviceCredential | None:
    """The credential in a free-text device identifier: `<device id>.<secret>`."""
    return DeviceCredential.parse(identifier.strip()) if isinstance(identifier, str) else None
