"""A valid value for every argument of the schema, found by its name or its type.

A field that takes something new fails here, and the message says what to add: to NAMED the node
type of an id, to SAID a value by the argument's name, to `things/` somebody's thing of that type.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from gateway.declarations import Consent
from graphql.type import get_nullable_type

from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)
from tests.builders.citizen import global_id
from tests.matrix.entries import Entry

NAMED = {
    "childId": "Person",
    "subjectId": "Person",
    "ownerId": "Person",
    "personId": "Person",
    "placeId": "Place",
    "sosId": "SosAlarm",
    "deviceId": "Device",
    "numberId": "ContactNumber",
    "relationId": "Relation",
    "entryIds": "InboxEntry",
    "upTo": "InboxEntry",
    "standInId": "StandIn",
    "invitationId": "Invitation",
    "claimId": "GuardianshipClaim",
    "proposalId": "RoleProposal",
    "grantId": "RoleGrant",
    "centreId": "Unit",
    "sessionId": "Session",
    "id": "RightsCase",
    "caseId": "RightsCase",
    "careCase.caseId": "CareCase",
    "acknowledgeCareCase.caseId": "CareCase",
    "recordCareAct.caseId": "CareCase",
    "closeCareCase.caseId": "CareCase",
    "markCareFalseAlarm.caseId": "CareCase",
    "raiseCareCase.caseId": "CareCase",
    "holdCareCase.caseId": "CareCase",
    "careVisitSheet.caseId": "CareCase",
    "careCasePosition.caseId": "CareCase",
    "confirmCareHandOver.caseId": "CareCase",
    "giveCareOpinion.caseId": "CareCase",
    "breachId": "Breach",
    "campaignId": "Campaign",
    "applicantId": "Person",
    "accountId": "Account",
    "seniorId": "Person",
    "guardianIds": "Person",
    "guardianId": "Person",
    "workerId": "Person",
    "enrolmentId": "CareEnrolment",
    "dongId": "Unit",
    "shiftId": "CareShift",
    "absenceId": "CareAbsence",
    "modeId": "CareMode",
    "visitId": "CareVisit",
    "checkInId": "CareCheckIn",
    "homeDeviceId": "CareDevice",
    "replacesId": "CareDevice",
}
"""An id argument's name, and the type of what it names."""


@dataclass(frozen=True)
class Wanted:
    """What one call needs to know to fill in its arguments."""

    entry: Entry
    things: Mapping[str, UUID]
    """The person's own, by type; the person is among them as Person."""
    bystander: UUID | None
    """Somebody else altogether, where a field takes two people."""
    caller: UUID | None
    absent: UUID | None
    """Set: the argument that names somebody names this instead, which does not exist; every id
    does, where the field says of none that it names somebody."""
    clock: Clock
    ids: Ids


Say = Callable[[Wanted], object]

P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
"""The browser's key in the example of RFC 8291."""

SAID: Mapping[str, Say] = {
    "requestId": lambda wanted: str(wanted.ids.new()),
    "textVersion": lambda _: 1,
    "locale": lambda _: "KO",
    "name": lambda _: "우리 집",
    "evidence": lambda _: "가족관계증명서 2026-03-02",
    "lat": lambda _: 37.15,
    "lon": lambda _: 127.07,
    "claimGuardianship.subjectId": lambda wanted: global_id("Person", _somebody(wanted)),
    "grantRole.personId": lambda wanted: global_id("Person", _somebody(wanted)),
    "holderId": lambda wanted: global_id("Person", _somebody(wanted)),
    "token": lambda wanted: f"token-{wanted.ids.new()}",
    "number": lambda _: "010-1234-5678",
    "endpoint": lambda wanted: f"https://push.example.net/{wanted.ids.new()}",
    "p256dh": lambda _: P256DH,
    "auth": lambda _: "BTBZMqHH6r4Tts7J_aSIgg",
    "pushToken": lambda wanted: f"token-{wanted.ids.new()}",
    "purpose": lambda wanted: _purpose(wanted),
    "chooseChannels.category": lambda _: "SERVICE",
    "code": lambda _: "WXYZ-1234-ABCD",
    "reason": lambda _: "서류가 다릅니다",
    "declineCareApplication.reason": lambda _: "OTHER",
    "words": lambda _: "확인했습니다",
    "sender": lambda _: "오산시",
    "createCampaign.words": lambda _: {"locale": "KO", "title": "물놀이장", "body": "엽니다"},
    "changeCampaign.words": lambda _: {"locale": "KO", "title": "물놀이장", "body": "엽니다"},
    "body": lambda _: "토요일에 엽니다",
    "segment": lambda _: {"everybody": True},
    "expiresAt": lambda wanted: (wanted.clock.now() + timedelta(days=1)).isoformat(),
    "title": lambda _: "잃어버린 노트북",
    "whatHappened": lambda _: "잃어버림",
    "dataConcerned": lambda _: "이름",
    "measures": lambda _: "원격 삭제",
    "filter": lambda wanted: {"personId": global_id("Person", wanted.things["Person"])},
    "officerId": lambda wanted: global_id("Person", _somebody(wanted)),
    "displayName": lambda _: "김순이",
    "proof": lambda _: "주민등록증을 보았음",
    "role": lambda _: "DEVELOPER",
    "address": lambda _: "오산시 대원동 복숭아로 12",
    "timeZone": lambda _: "Europe/London",
    "times": lambda _: "10:00",
    "opens": lambda _: "09:00",
    "closes": lambda _: "18:00",
    "until": lambda wanted: (wanted.clock.now() + timedelta(days=1)).isoformat(),
    "shiftId": lambda wanted: global_id("CareShift", wanted.ids.new()),
    "absenceId": lambda wanted: global_id("CareAbsence", wanted.ids.new()),
    "modeId": lambda wanted: global_id("CareMode", wanted.ids.new()),
    "recordCareAct.act": lambda wanted: {
        "kind": "SPOKE_WITH_HER",
        "at": wanted.clock.now().isoformat(),
    },
    "minutes": lambda _: 10,
    "least": lambda _: 1.0,
    "usual": lambda _: 2.0,
    "most": lambda _: 3.0,
    "eventIds": lambda wanted: str(wanted.things.get("ShownEvent") or wanted.ids.new()),
}
"""A value by the argument's own name, wherever it stands; or by the field's and the argument's."""

INSTEAD = {
    ("Mutation.markInboxUnread", "input.entryIds"): "ReadEntry",
    ("Mutation.witnessStandIn", "input.standInId"): "UnwitnessedStandIn",
    ("Mutation.saveRightsDraft", "input.caseId"): "Draft",
    ("Query.careRota", "dongId"): "CareDong",
    ("Query.careWorkers", "dongId"): "CareDong",
    ("Query.careSensitivity", "dongId"): "CareDong",
    ("Mutation.moveSenior", "input.dongId"): "CareDong",
    ("Mutation.carryOutErasure", "input.caseId"): "Deletion",
    ("Mutation.requestErasureReceipt", "input.caseId"): "Deletion",
    ("Mutation.carryOutSuspension", "input.caseId"): "Suspension",
}
"""Where a field wants another of the person's things than the first of its type."""

ASKED = {"Subscription.commuteEvents": {"after"}, "Query.auditTrail": {"filter"}}
"""Optional arguments that are given all the same: `after` an event, so that one comes at once;
a trail of somebody."""

AFTER = {"after": "CommuteEvent"}


def takes_an_id(entry: Entry) -> bool:
    """Whether an argument names anything that may or may not exist."""
    asked = ASKED.get(entry.name, set())
    return entry.node_type is not None or any(
        _holds_an_id(argument)
        for name, argument in entry.field.args.items()
        if is_required_argument(argument) or name in asked
    )


def _holds_an_id(argument: GraphQLArgument | GraphQLInputField) -> bool:
    type_ = get_named_type(argument.type)
    if isinstance(type_, GraphQLInputObjectType):
        required = filter(is_required_input_field, type_.fields.values())
        return any(map(_holds_an_id, required))
    return str(type_) == "ID"


class NoBuilder(LookupError):
    """An argument of the schema for which nobody has said what a valid value is."""


def variables(wanted: Wanted) -> dict[str, Any]:
    """The variables of the entry's document."""
    if wanted.entry.node_type is not None:
        return {"id": _node_id(wanted, wanted.entry.node_type)}
    asked = ASKED.get(wanted.entry.name, set())
    return {
        name: _value(wanted, name, name, argument)
        for name, argument in wanted.entry.field.args.items()
        if is_required_argument(argument) or name in asked
    }


def _node_id(wanted: Wanted, node_type: str) -> str:
    if wanted.absent is not None:
        return global_id(node_type, wanted.absent)
    return _id(wanted, "id", node_type)


def _value(
    wanted: Wanted, path: str, name: str, argument: GraphQLArgument | GraphQLInputField
) -> Any:
    type_ = get_nullable_type(argument.type)
    value = _one(wanted, path, name, get_named_type(type_))
    return [value] if is_list_type(type_) else value


def _one(wanted: Wanted, path: str, name: str, type_: GraphQLInputType) -> Any:
    if isinstance(type_, GraphQLInputObjectType) and name not in SAID:
        return {
            inner: _value(wanted, f"{path}.{inner}", inner, field)
            for inner, field in type_.fields.items()
            if is_required_input_field(field)
        }
    if str(type_) == "ID" and _is_absent(wanted, path):
        return global_id(_named(wanted, name) or AFTER.get(name) or "Person", wanted.absent)
    say = SAID.get(f"{wanted.entry.field_name}.{name}") or SAID.get(name)
    said = say(wanted) if say is not None else None
    if isinstance(type_, GraphQLEnumType):
        return said if said in type_.values else next(iter(type_.values))
    if said is not None:
        return said
    if str(type_) == "ID":
        return _id(wanted, path, _named(wanted, name) or AFTER.get(name) or "")
    return _by_type(wanted, path, str(type_))


def _by_type(wanted: Wanted, path: str, type_: str) -> Any:
    now = wanted.clock.now()
    match type_:
        case "UUID":
            return str(wanted.ids.new())
        case "DateTime":
            return now.isoformat()
        case "Date":
            return seoul_date(now).isoformat()
        case "Boolean":
            return True
    raise _missing(wanted, path, f"say in SAID what a valid {type_} is")


def _id(wanted: Wanted, path: str, node_type: str) -> str:
    if not node_type:
        raise _missing(wanted, path, "say in NAMED which type it is the id of")
    thing = INSTEAD.get((wanted.entry.name, path), node_type)
    if thing not in wanted.things:
        raise _missing(wanted, path, f"plant a {thing} in tests/matrix/things")
    return global_id(node_type, wanted.things[thing])


def _named(wanted: Wanted, name: str) -> str | None:
    return NAMED.get(f"{wanted.entry.field_name}.{name}") or NAMED.get(name)


def _is_absent(wanted: Wanted, path: str) -> bool:
    named_by = wanted.entry.named_by
    return wanted.absent is not None and (not named_by or path == named_by)


def _missing(wanted: Wanted, path: str, remedy: str) -> NoBuilder:
    return NoBuilder(f"{wanted.entry.name}({path}): tests/matrix/arguments.py: {remedy}")


def _somebody(wanted: Wanted) -> UUID:
    assert wanted.bystander is not None
    return wanted.bystander


def _purpose(wanted: Wanted) -> str:
    under = wanted.entry.under
    return sorted(under.purposes)[0].name if isinstance(under, Consent) else "COMMUTE_ARRIVAL"
