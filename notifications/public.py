"""The only face of notifications that others import."""

from notifications import announcements
from notifications.announcements import Child, alarm_tag, sos_tag, visit_tag
from notifications.backlog import Backlog, backlog
from notifications.deliver import BATCH, DeliverySummary, deliver_due
from notifications.erase import erase
from notifications.erase_advertising import erase_advertising
from notifications.erase_person import erase_person
from notifications.escalate import escalate, escalation_of
from notifications.events import DeliveryExhausted
from notifications.export_person import export_person
from notifications.housekeeping import keep_house
from notifications.inbox_item import InboxItem
from notifications.mark_read import mark_read
from notifications.messages.keys import MessageKey
from notifications.notification import (
    Category,
    GuardiansOf,
    LastSeen,
    Notification,
    Persons,
    Retraction,
    RoleHolders,
)
from notifications.notify import Told, notify
from notifications.opt_out.binding import bound as advertising_bound
from notifications.opt_out.link import OptOut, OptOutSigner
from notifications.ports import PushChannel
from notifications.queries import inbox_of, unread_count
from notifications.receivers import receivers_of
from notifications.retract import Retracted, retract

__all__ = [
    "BATCH",
    "Backlog",
    "Category",
    "Child",
    "DeliveryExhausted",
    "DeliverySummary",
    "GuardiansOf",
    "InboxItem",
    "LastSeen",
    "MessageKey",
    "Notification",
    "OptOut",
    "OptOutSigner",
    "Persons",
    "PushChannel",
    "Retracted",
    "Retraction",
    "RoleHolders",
    "Told",
    "advertising_bound",
    "alarm_tag",
    "announcements",
    "backlog",
    "deliver_due",
    "erase",
    "erase_advertising",
    "erase_person",
    "escalate",
    "escalation_of",
    "export_person",
    "inbox_of",
    "keep_house",
    "mark_read",
    "notify",
    "receivers_of",
    "retract",
    "sos_tag",
    "unread_count",
    "visit_tag",
]
