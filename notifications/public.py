"""The only face of notifications that others import."""

from notifications import announcements, choices
from notifications.announcements import (
    Child,
    alarm_tag,
    check_in_of,
    check_in_tag,
    sos_tag,
    visit_tag,
)
from notifications.campaigns import public as campaigns
from notifications.campaigns.pages import Pages
from notifications.channel import Channel
from notifications.channels.health import ChannelHealth, channel_health
from notifications.channels.web_push.address import web_push_address
from notifications.channels.web_push.subscription import NoSubscription
from notifications.claimed import Claimed
from notifications.dead_letters import public as dead_letters
from notifications.deliver import BATCH, deliver_due
from notifications.digest.tell_digests import tell_digests
from notifications.dispatch.dispatcher import Dispatcher
from notifications.dispatch.halts import Halts
from notifications.dispatch.turn import DeliverySummary, Means
from notifications.erase import erase
from notifications.erase_advertising import erase_advertising
from notifications.erase_alarms import erase_alarms
from notifications.erase_person import erase_person
from notifications.escalate import escalate, escalation_of, reached_otherwise
from notifications.events import (
    CampaignChanged,
    ChannelRecovered,
    ChannelTripped,
    DeliveryExhausted,
    InboxMarked,
)
from notifications.export_person import export_person
from notifications.fallback.fire import fire_fallbacks
from notifications.fallback.hurry import hurry_past
from notifications.fallback.policy import Chains, chains_of
from notifications.housekeeping import keep_house
from notifications.inbox_changes import Changes, Place, inbox_changes, next_to_appear
from notifications.inbox_item import InboxItem
from notifications.lanes import Lane
from notifications.mark_read import mark_all_read, mark_read, mark_unread
from notifications.mark_seen import AT_MOST as SEEN_AT_MOST
from notifications.mark_seen import Seen, mark_seen
from notifications.messages.keys import MessageKey
from notifications.nonces import ReplayedReport, take_once
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
from notifications.operations import public as operations
from notifications.opt_out.binding import bound as advertising_bound
from notifications.opt_out.link import OptOut, OptOutSigner
from notifications.ports import Channels, PushChannel
from notifications.queries import inbox_of, unread_count
from notifications.receivers import receivers_of
from notifications.release_quarantined import release_quarantined
from notifications.retract import Retracted, retract
from notifications.take_reports import Answered, Hear, nobody_hears, take_reports
from notifications.tell_contact_code import tell_contact_code
from notifications.told_here import told_here

__all__ = [
    "BATCH",
    "SEEN_AT_MOST",
    "Answered",
    "CampaignChanged",
    "Category",
    "Chains",
    "Changes",
    "Channel",
    "ChannelHealth",
    "ChannelRecovered",
    "ChannelTripped",
    "Channels",
    "Child",
    "Claimed",
    "DeliveryExhausted",
    "DeliverySummary",
    "Dispatcher",
    "GuardiansOf",
    "Halts",
    "Hear",
    "InboxItem",
    "InboxMarked",
    "Lane",
    "LastSeen",
    "Means",
    "MessageKey",
    "NoSubscription",
    "Notification",
    "OptOut",
    "OptOutSigner",
    "Pages",
    "Persons",
    "Place",
    "PushChannel",
    "ReplayedReport",
    "Retracted",
    "Retraction",
    "RoleHolders",
    "Seen",
    "Told",
    "advertising_bound",
    "alarm_tag",
    "announcements",
    "campaigns",
    "chains_of",
    "channel_health",
    "check_in_of",
    "check_in_tag",
    "choices",
    "dead_letters",
    "deliver_due",
    "erase",
    "erase_advertising",
    "erase_alarms",
    "erase_person",
    "escalate",
    "escalation_of",
    "export_person",
    "fire_fallbacks",
    "hurry_past",
    "inbox_changes",
    "inbox_of",
    "keep_house",
    "mark_all_read",
    "mark_read",
    "mark_seen",
    "mark_unread",
    "next_to_appear",
    "nobody_hears",
    "notify",
    "operations",
    "reached_otherwise",
    "receivers_of",
    "release_quarantined",
    "retract",
    "sos_tag",
    "take_once",
    "take_reports",
    "tell_contact_code",
    "tell_digests",
    "told_here",
    "unread_count",
    "visit_tag",
    "web_push_address",
]
