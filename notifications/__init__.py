"""The one place from which anything is sent to anybody.

audience (who) -> gate (may they) -> messages (in their words) -> deliveries -> channels. Others
import `notifications.public` only; no other code may send.
"""
