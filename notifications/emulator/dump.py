"""The emulator's state as JSON, for people and for programs that count."""

from typing import Any

from notifications.emulator.device import Device
from notifications.emulator.exchange import Exchange
from notifications.emulator.journal import Entry
from notifications.emulator.misbehaviour import Plan
from notifications.emulator.phone import Notice


def dump_device(device: Device) -> dict[str, Any]:
    """Everything about one phone: what it is, what it got, what it shows and ever showed."""
    return {
        **dump_card(device),
        "screen": [dump_notice(notice) for notice in device.phone.on_screen.values()],
        "history": [dump_notice(notice) for notice in device.phone.history],
        "received": [dump_entry(entry) for entry in device.received],
    }


def dump_card(device: Device) -> dict[str, Any]:
    """A phone without its notifications and messages."""
    return {
        "token": device.token,
        "slug": device.slug,
        "platform": device.phone.platform,
        "owner": device.owner,
        "app_version": device.app_version,
        "timezone": device.timezone,
        "online": device.online,
        "waiting": len(device.store),
        "behaviour": dump_plan(device.plan),
        "counts": {
            **device.counts,
            **device.phone.counts,
            "expired": device.store.expired,
        },
    }


def dump_notice(notice: Notice) -> dict[str, Any]:
    return {
        "tag": notice.tag,
        "event_id": notice.event_id,
        "title": notice.title,
        "body": notice.body,
        "category": notice.category,
        "state": notice.state,
        "shown_times": notice.shown_times,
        "alerts": notice.alerts,
        "occurred_at": notice.occurred_at,
        "first_shown_at": notice.first_shown_at,
        "last_shown_at": notice.last_shown_at,
        "ended_at": notice.ended_at,
    }


def dump_entry(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "token": entry.token,
        "message_id": entry.message_id,
        "outcome": entry.outcome,
        "status": entry.status,
        "effect": entry.effect,
        "message": entry.body,
    }


def dump_plan(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "behaviour": rule.behaviour,
            "probability": rule.probability,
            "next": rule.next,
            "retry_after_s": rule.retry_after_s,
            "delay_s": rule.delay_s,
        }
        for rule in plan.rules
    ]


def dump_counters(exchange: Exchange) -> dict[str, Any]:
    """Exact since the last reset; `seq` is the journal's latest entry."""
    return {
        "seq": exchange.journal.seq,
        "phones": len(exchange.tally.numbers if exchange.options.light else exchange.devices),
        "counts": dict(exchange.journal.counts),
    }
