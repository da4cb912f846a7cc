"""Where a tap leads; the patterns are published in `mobile_contracts/deeplinks.yaml`."""

from uuid import UUID

SCHEME = "osantalk"


def visit(*, child_id: UUID, visit_id: UUID) -> str:
    """One visit on the child's timeline."""
    return f"{SCHEME}://commute/children/{child_id}/visits/{visit_id}"


def today(*, child_id: UUID) -> str:
    """The child's timeline of the day."""
    return f"{SCHEME}://commute/children/{child_id}/today"


def unreached(*, person_id: UUID) -> str:
    """A person whose phones an alarm did not reach, for the operators."""
    return f"{SCHEME}://people/{person_id}/unreached"


def ops_push() -> str:
    """How it stands with the pushes, for the operators: the page `/ops/push`."""
    return f"{SCHEME}://ops/push"


def ops_devices() -> str:
    """Devices in homes of which somebody sent what was not believed, for the operators."""
    return f"{SCHEME}://ops/devices"


def sos(*, sos_id: UUID) -> str:
    """An SOS, with the button that acknowledges it."""
    return f"{SCHEME}://sos/{sos_id}"


def check_in(*, check_in_id: UUID) -> str:
    """A question of a senior's own, with its two buttons."""
    return f"{SCHEME}://care/check-ins/{check_in_id}"


def care_person(*, senior_id: UUID) -> str:
    """Somebody's care: how she is today, and her plan, to each as much as she chose."""
    return f"{SCHEME}://care/people/{senior_id}"


def care_seniors() -> str:
    """For a centre, whom it cares for, and who waits for its yes."""
    return f"{SCHEME}://care/seniors"


def care_case(*, case_id: UUID) -> str:
    """A case of somebody who is cared for, with the buttons to take it, act and close it."""
    return f"{SCHEME}://care/cases/{case_id}"


def inbox() -> str:
    """The list behind the bell."""
    return f"{SCHEME}://inbox"


def security() -> str:
    """One's sessions and ways to sign in."""
    return f"{SCHEME}://me/security"


def contact_numbers() -> str:
    """One's telephone numbers."""
    return f"{SCHEME}://me/contact-numbers"


def consents(*, person_id: UUID) -> str:
    """What a person's data may be used for, with the switch beside each."""
    return f"{SCHEME}://people/{person_id}/consents"


def location_uses(*, person_id: UUID) -> str:
    """Who used or was given a person's location."""
    return f"{SCHEME}://people/{person_id}/location-uses"


def erasure(*, erasure_id: UUID) -> str:
    """For the data-protection officer, an erasure that is not proved."""
    return f"{SCHEME}://consents/erasures/{erasure_id}"


def invitation(*, invitation_id: UUID) -> str:
    """An invitation of one's own, and who accepted it."""
    return f"{SCHEME}://family/invitations/{invitation_id}"


def guardianship(*, claim_id: UUID) -> str:
    """A claim to be a child's guardian: to its maker the answer, to officers the evidence."""
    return f"{SCHEME}://family/guardianships/{claim_id}"


def rights_case(*, case_id: UUID) -> str:
    """A case of the rights desk."""
    return f"{SCHEME}://rights/cases/{case_id}"


def export(*, export_id: UUID) -> str:
    """A copy of one's data, to be fetched."""
    return f"{SCHEME}://rights/exports/{export_id}"


def breach(*, breach_id: UUID) -> str:
    """For the data-protection officer, a breach and its clock."""
    return f"{SCHEME}://rights/breaches/{breach_id}"


def campaign(*, campaign_id: UUID) -> str:
    """What the city told many, in full."""
    return f"{SCHEME}://campaigns/{campaign_id}"
