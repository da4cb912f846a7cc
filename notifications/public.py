"""The only face of notifications that others import."""

from notifications import announcements
from notifications.announcements import Child, alarm_tag, sos_tag, visit_tag
from notifications.backlog import Backlog, backlog
from notifications.campaigns.pages import Pages
from notifications.deliver import BATCH, deliver_due
from notifications.dispatch.dispatcher import Dispatcher
from notifications.dispatch.halts import Halts
from notifications.dispatch.turn import DeliverySummary, Means
from notifications.erase import erase
from notifications.erase_advertising import erase_advertising
from notifications.erase_person import erase_person
from notifications.escalate import escalate, escalation_of
from notifications.events import DeliveryExhausted, InboxMarked
from notifications.export_person import export_person
from notifications.housekeeping import keep_house
from notifications.inbox_changes import Changes, Place, inbox_changes, next_to_appear
from notifications.inbox_item import InboxItem
from notifications.mark_read import mark_all_read, mark_read, mark_unread
from notifications.mark_seen import AT_MOST as SEEN_AT_MOST
from notifications.mark_seen import Seen, mark_seen
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
from notifications.ports import Channels, PushChannel
from notifications.queries import inbox_of, unread_count
from notifications.receivers import receivers_of
from notifications.retract import Retracted, retract
from notifications.seen_by import seen_by

__all__ = [
    "BATCH",
    "SEEN_AT_MOST",
    "Backlog",
    "Category",
    "Changes",
    "Channels",
    "Child",
    "DeliveryExhausted",
    "DeliverySummary",
    "Dispatcher",
    "GuardiansOf",
    "Halts",
    "InboxItem",
    "InboxMarked",
    "LastSeen",
    "Means",
    "MessageKey",
    "Notification",
    "OptOut",
    "OptOutSigner",
    "Pages",
    "Persons",
    "Place",
    "PushChannel",
    "Retracted",
    "Retraction",
    "RoleHolders",
    "Seen",
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
    "inbox_changes",
    "inbox_of",
    "keep_house",
    "mark_all_read",
    "mark_read",
    "mark_seen",
    "mark_unread",
    "next_to_appear",
    "notify",
    "receivers_of",
    "retract",
    "seen_by",
    "sos_tag",
    "unread_count",
    "visit_tag",
]
