"""The words of identity: kinds of relation, kinds of device, and what others may see of them."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self
from uuid import UUID

from domains.kernel.resident_numbers import holds_resident_number
from domains.kernel.text import Locale


class RelationKind(StrEnum):
    """Who stands in for whom: the holder acts, the subject is acted for."""

    PARENT_CHILD = "parent_child"
    SENIOR_GUARDIAN = "senior_guardian"
    TEACHER_CLASS = "teacher_class"
    MERCHANT_SHOP = "merchant_shop"
    OFFICER_DONG = "officer_dong"


class SharingScope(StrEnum):
    """What a senior lets one guardian see; each is chosen for itself, for each guardian."""

    CHECK_INS = "check_ins"
    HOME_SENSORS = "home_sensors"
    LOCATION = "location"
    CALLS = "calls"


class UnitKind(StrEnum):
    """A place or body at which people hold offices and ties; a class stands within a school."""

    DISTRICT = "district"
    DONG = "dong"
    SCHOOL = "school"
    CLASS = "class"
    SHOP = "shop"
    CENTRE = "centre"


class Platform(StrEnum):
    """What a device is; a tracker only reports positions and is never pushed to."""

    ANDROID = "android"
    IOS = "ios"
    WEB = "web"
    TRACKER = "tracker"
    TELEPHONE = "telephone"
    """A line of `contact_lines`: written to or called. No device of anybody's list is one."""


NAMELESS = ""
"""The name of somebody whose key was destroyed: the edge says a neutral word for it."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """As much of a person as other domains need to name and address them."""

    person_id: UUID
    display_name: str = field(repr=False)
    locale: Locale
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class PushDevice:
    """A phone or browser that can be pushed to."""

    device_id: UUID
    person_id: UUID
    platform: Platform
    push_token: str = field(repr=False)


class DeviceCredential(NamedTuple):
    """What a tracker presents: its id and the secret it was given when it was paired.

    OwnTracks sends the two as user name and password. Traccar Client and OsmAnd have a single
    free-text device identifier: there they travel as `<device id>.<secret>`.
    """

    device_id: UUID
    secret: str

    @classmethod
    def parse(cls, identifier: str) -> Self | None:
        """The credential in a one-field identifier; None when it is not one of ours."""
        device, _, secret = identifier.partition(".")
        return cls.of(device, secret)

    @classmethod
    def of(cls, user_name: str, password: str) -> Self | None:
        """The credential in a user name and password; None when it is not one of ours."""
        try:
            return cls(UUID(user_name), password) if password else None
        except ValueError:
            return None

    @property
    def identifier(self) -> str:
        return f"{self.device_id}.{self.secret}"

    def __repr__(self) -> str:
        return f"DeviceCredential({self.device_id}, secret=…)"


TrackerCredential = DeviceCredential


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device whose credential was right: it reports for this person."""

    device_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class Profile:
    """What a sign-in provider vouches for about a person."""

    display_name: str
    locale: Locale = Locale.KO
    birth_date: date | None = None

    def named(self, otherwise: str) -> "Profile":
        """The same profile, with a name for somebody whose provider gives none.

        What looks like a resident registration number is no name either.
        """
        fit = self.display_name and not holds_resident_number([self.display_name])
        return self if fit else replace(self, display_name=otherwise)
