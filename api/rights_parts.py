"""What the gateway's rights desk works with."""

from gateway.services import RightsParts

from api import bootstrap
from infra.exports import PassphraseSealer


def rights_parts() -> RightsParts:
    """Every domain's exporter and eraser, and a maker of passphrases."""
    return RightsParts(
        exporters=bootstrap.EXPORTERS,
        erasers=lambda clock, ids: bootstrap.person_erasers(clock=clock, ids=ids),
        new_lock=PassphraseSealer().new_lock,
    )
