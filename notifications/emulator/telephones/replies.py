"""Somebody answers a question in a call: what the provider understands, and what its voice says."""

from typing import Any

from notifications.emulator.telephones.exchange import Behaviour, Item, Stage, Telephones

SURE, UNSURE = 0.92, 0.31


def reply(item: Item, telephones: Telephones, *, key: str | None, speech: str | None) -> bool:
    """A key, words, or neither; False where nothing was asked, or the call is over."""
    if not can_reply(item):
        return False
    item.said = understood(telephones, key=key, speech=speech)
    item.heard_back = _heard_back(item.asked["question"], item.said)
    item.stage = Stage.REPLIED
    return True


def can_reply(item: Item) -> bool:
    return "question" in item.asked and item.stage in {Stage.RINGING, Stage.ANSWERED}


def understood(telephones: Telephones, *, key: str | None, speech: str | None) -> dict[str, Any]:
    """As the contract reports it."""
    if key:
        return {"key": key}
    if not speech:
        return {"nothing": True}
    if telephones.misbehaves(Behaviour.MUMBLE):
        return {"speech": speech[: max(1, len(speech) // 2)], "confidence": UNSURE}
    return {"speech": speech, "confidence": SURE}


def _heard_back(question: dict[str, Any], said: dict[str, Any]) -> str:
    if "speech" in said:
        return str(question["speech"]["thank"])
    thanks = {each["key"]: each["thank"] for each in question["keys"]}
    return str(thanks.get(said.get("key"), question["silence"]))
