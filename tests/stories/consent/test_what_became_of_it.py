"""Through the public API: history, erasures, what is kept, and how one wants to be told."""

from datetime import timedelta

from domains.kernel.models import AuditEntry
from tests.stories.house import everything, node

HISTORY = """
query ($subject: ID!, $first: Int! = 20, $after: String) {
  consentHistory(subjectId: $subject, first: $first, after: $after) {
    edges { node { purpose action because textVersion textShown by channel standsUntil } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ERASURES = """
query ($subject: ID!) {
  erasures(subjectId: $subject) {
    edges { node {
      purpose endedBy closedAt
      parts { store doneAt erased { what rows } }
      kept { what law until }
    } }
  }
}
"""
WITHDRAW = """
mutation ($input: WithdrawConsentInput!) {
  withdrawConsent(input: $input) {
    __typename
    ... on WithdrawConsentSuccess { changed follows erased { what rows } kept { what rows law } }
  }
}
"""
CHOOSE = """
mutation ($input: ChooseProvisionNoticesInput!) {
  chooseProvisionNotices(input: $input) {
    __typename
    ... on ChooseProvisionNoticesSuccess { notices }
  }
}
"""
RECONFIRM = """
mutation ($input: ReconfirmConsentInput!) { reconfirmConsent(input: $input) { __typename } }
"""
PURPOSES = """
query ($subject: ID!) {
  purposes(subjectId: $subject) {
    ... on Purposes { provisionNotices purposes { purpose until askAgain answerBy night } }
  }
}
"""


def nodes(page):
    return [edge["node"] for edge in page["edges"]]


async def test_a_no_says_what_is_gone_what_follows_and_what_is_kept(house, family):
    mother = house.phone_of(family.parent)
    said = {"subjectId": node("Person", family.child), "purpose": "COMMUTE_ALERTS"}
    answer = await mother.tell(WITHDRAW, **said)
    assert answer["changed"] is True
    assert answer["follows"] == ["objects"]
    assert {one["what"] for one in answer["erased"]} >= {"commute.positions"}
    assert "consent.ledger" in {one["what"] for one in answer["kept"]}

    (case,) = nodes(await mother.ask(ERASURES, subject=said["subjectId"]))
    assert (case["purpose"], case["endedBy"], case["closedAt"]) == (
        "COMMUTE_ALERTS",
        "WITHDRAWN",
        None,
    )
    assert [(part["store"], part["doneAt"] is None) for part in case["parts"]] == [
        ("database", False),
        ("objects", True),
    ]


async def test_the_history_tells_who_said_what_having_read_which_text(house, family):
    child, subject = house.phone_of(family.child), node("Person", family.child)
    words = nodes(await child.ask(HISTORY, subject=subject))
    assert {word["action"] for word in words} == {"GRANTED"}
    arrival = next(word for word in words if word["purpose"] == "COMMUTE_ARRIVAL")
    assert (arrival["by"], arrival["channel"], arrival["because"]) == ("김하나", "ONLINE", "AGE")
    assert arrival["standsUntil"].startswith("2031-02-09T15:00")
    assert "위치" in arrival["textShown"]

    page = await child.ask(HISTORY, subject=subject, first=2)
    rest = await child.ask(HISTORY, subject=subject, after=page["pageInfo"]["endCursor"])
    assert nodes(page) + nodes(rest) == words


async def test_a_guardians_look_is_audited(house, family):
    mother, subject = house.phone_of(family.parent), node("Person", family.child)
    await mother.ask(HISTORY, subject=subject)
    await mother.ask(ERASURES, subject=subject)
    for action in ("consent.history.read", "consent.erasures.read"):
        (trace,) = await AuditEntry.filter(action=action)
        assert (trace.actor_id, trace.subject_id) == (family.parent, family.child)


async def test_a_mother_chooses_a_digest_and_sees_when_consents_end(house, family):
    mother, subject = house.phone_of(family.parent), node("Person", family.child)
    shown = await mother.ask(PURPOSES, subject=subject)
    assert shown["provisionNotices"] == "AT_ONCE"
    chosen = await mother.tell(CHOOSE, subjectId=subject, notices="DAILY")
    assert chosen == {"__typename": "ChooseProvisionNoticesSuccess", "notices": "DAILY"}
    shown = await mother.ask(PURPOSES, subject=subject)
    assert shown["provisionNotices"] == "DAILY"
    arrival = shown["purposes"][0]
    assert arrival["until"].startswith("2031-02-09T15:00")
    assert (arrival["askAgain"], arrival["answerBy"]) == (False, None)


async def test_strangers_learn_and_change_nothing(house, family, town):
    stranger, subject = house.phone_of(await town.person("낯선이")), node("Person", family.child)
    before = await everything()
    assert nodes(await stranger.ask(HISTORY, subject=subject)) == []
    assert nodes(await stranger.ask(ERASURES, subject=subject)) == []
    refused = {"__typename": "NotYoursToDecide"}
    assert await stranger.tell(CHOOSE, subjectId=subject, notices="DAILY") == refused
    said = {"subjectId": subject, "purpose": "COMMERCE_ADVERTISING", "keep": False, "locale": "KO"}
    assert await stranger.tell(RECONFIRM, **said) == refused
    mother = house.phone_of(family.parent)
    nothing = {"__typename": "NothingToReconfirm"}
    assert await mother.tell(RECONFIRM, **said) == nothing
    assert await everything() == before


async def test_a_consent_for_a_time_is_given_with_its_end(house, family, clock):
    grant = """
    mutation ($input: GrantConsentInput!) {
      grantConsent(input: $input) { __typename ... on GrantConsentSuccess { until } }
    }
    """
    mother = house.phone_of(family.parent)
    said = {
        "subjectId": node("Person", family.child),
        "purpose": "COMMUTE_BUS",
        "textVersion": 1,
        "locale": "KO",
    }
    ends = clock.now() + timedelta(days=1)
    answer = await mother.tell(grant, **said, expiresAt=ends.isoformat())
    assert answer["until"] == ends.isoformat().replace("+00:00", "Z")
    past = (clock.now() - timedelta(days=1)).isoformat()
    assert await mother.tell(grant, **said, expiresAt=past) == {"__typename": "ConsentTermOver"}
