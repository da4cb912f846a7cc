"""The city's keys from which devices' passwords and signing keys come, newest first."""

from domains.care.public import homes
from infra.keys.wrapping import UnfitWrappingKeyError, read_secret
from infra.settings import Settings
from infra.signing_key import derived_secret, signing_key


class UnfitDeviceKeyError(ValueError):
    """OSAN__HOMES__DEVICE_KEYS holds something other than base64 of 32 bytes."""


def device_keys(settings: Settings) -> homes.DeviceKeys:
    """From the settings; where there are none, one from the signing key.

    Production with a broker and without a key does not get this far: the settings refuse it.
    """
    try:
        keys = [read_secret(key.get_secret_value()) for key in settings.homes.device_keys]
    except UnfitWrappingKeyError:
        raise UnfitDeviceKeyError(UnfitDeviceKeyError.__doc__) from None
    return homes.DeviceKeys(
        keys or [derived_secret(signing_key(settings), purpose="devices in homes")]
    )
