"""Which domain folders speak in the public schema, in the order of the snapshot."""

from types import ModuleType

from gateway.audit import roots as audit
from gateway.campaigns import roots as campaigns
from gateway.care.cases import roots as care_cases
from gateway.care.check_ins import roots as care_check_ins
from gateway.care.homes import roots as care_homes
from gateway.care.judgement import roots as care_judgement
from gateway.care.people import roots as care_people
from gateway.care.views import roots as care_views
from gateway.commute import roots as commute
from gateway.consent import roots as consent
from gateway.governance import roots as governance
from gateway.identity import roots as identity
from gateway.notifications import roots as notifications
from gateway.platform import roots as platform

DOMAINS: tuple[ModuleType, ...] = (
    platform,
    identity,
    consent,
    governance,
    commute,
    notifications,
    campaigns,
    audit,
    care_people,
    care_check_ins,
    care_judgement,
    care_cases,
    care_views,
    care_homes,
)
"""Each module defines any of the strawberry types `Query`, `Mutation`, `Subscription`.

It may also define `TYPES`, the object types that only an interface reaches, and `NODES`, which
fetches each of its node types by key (`gateway.nodes.Fetch`), by GraphQL type name.
"""
