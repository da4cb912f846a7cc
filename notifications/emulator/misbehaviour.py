"""Misbehaviour on command: which answer a send gets instead of the good one."""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any

from notifications.emulator.dice import Dice


class Behaviour(StrEnum):
    """How the push service treats a send. `slow` and `lost_response` deliver; the rest do not."""

    SUCCESS = "success"
    UNREGISTERED = "unregistered"
    SENDER_ID_MISMATCH = "sender_id_mismatch"
    QUOTA = "quota"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"
    BAD_GATEWAY = "bad_gateway"
    THIRD_PARTY_AUTH = "third_party_auth"
    SLOW = "slow"
    LOST_RESPONSE = "lost_response"
    HANG = "hang"
    UNINSTALLED = "uninstalled"
    REVOKED = "revoked"


@dataclass(slots=True)
class Rule:
    """One misbehaviour: how likely (0..1), and for how many sends yet (None: until told)."""

    behaviour: Behaviour
    probability: float = 1.0
    next: int | None = None
    retry_after_s: int = 1
    delay_s: float = 1.0


GOOD = Rule(Behaviour.SUCCESS)


@dataclass(slots=True)
class Plan:
    """Rules tried in order; the first that strikes wins, and a used-up one leaves."""

    rules: list[Rule] = field(default_factory=list)
    chance: Dice | Random = field(default_factory=lambda: Dice(0))

    def next_rule(self) -> Rule:
        """The rule for the send at hand; `next` counts the times that a rule struck."""
        for rule in self.rules:
            if rule.probability >= 1 or self.chance.random() < rule.probability:
                self._use(rule)
                return rule
        return GOOD

    def _use(self, rule: Rule) -> None:
        if rule.next is None:
            return
        rule.next -= 1
        if rule.next <= 0:
            self.rules.remove(rule)


def read_plan(order: dict[str, Any], *, seed: int) -> Plan:
    """A plan from `{"rules": [...], "seed": n}`, or from one rule given bare.

    Raises ValueError, saying what is wrong.
    """
    rules = order.get("rules", [order])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise ValueError("rules is a list of objects")
    read = [read_rule(rule) for rule in rules]
    chosen = int(order.get("seed", seed))
    return Plan(
        rules=[rule for rule in read if rule.behaviour is not Behaviour.SUCCESS or rule.next],
        chance=Dice(chosen),
    )


def read_rule(order: dict[str, Any]) -> Rule:
    """One rule; raises ValueError for an unknown behaviour or a number out of range."""
    try:
        rule = Rule(
            behaviour=Behaviour(order.get("behaviour", "")),
            probability=float(order.get("probability", 1.0)),
            next=None if order.get("next") is None else int(order["next"]),
            retry_after_s=int(order.get("retry_after_s", 1)),
            delay_s=float(order.get("delay_s", 1.0)),
        )
    except TypeError as wrong:
        raise ValueError(str(wrong)) from wrong
    if not 0 <= rule.probability <= 1:
        raise ValueError("probability lies between 0 and 1")
    if rule.delay_s < 0 or rule.retry_after_s < 0 or (rule.next is not None and rule.next < 1):
        raise ValueError("delay_s and retry_after_s are not negative, next is at least 1")
    return rule
