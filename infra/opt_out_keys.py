"""The keys that sign the way out of advertising, newest first; the older ones only verify."""

from infra.keys.wrapping import UnfitWrappingKeyError, read_secret
from infra.settings import Settings
from infra.signing_key import derived_secret, signing_key


class UnfitOptOutKeyError(ValueError):
    """OSAN__ADVERTISING__OPT_OUT_KEYS holds something other than base64 of 32 bytes."""


def opt_out_keys(settings: Settings) -> list[bytes]:
    """From the settings; in development, when there are none, one from the signing key.

    A key leaves the list once its last link is over, two years after it signed last. Production
    without a key does not get this far: the settings refuse it.
    """
    configured = settings.advertising.opt_out_keys
    try:
        keys = [read_secret(key.get_secret_value()) for key in configured]
    except UnfitWrappingKeyError:
        raise UnfitOptOutKeyError(UnfitOptOutKeyError.__doc__) from None
    return keys or [derived_secret(signing_key(settings), purpose="opt-outs of advertising")]
