"""How much may be sent: the project's quota and each phone's, shared by all workers over Valkey.

`terms` says what is promised and why it holds; `scripts` is what Valkey runs; `SharedQuota` is a
worker's side of it: a stock of granted tokens, and a small reserve that alarms may use unasked.
"""

from infra.push_quota.shared_quota import Asked, Quota, SharedQuota, Told, Unlimited
from infra.push_quota.terms import Terms, terms_of

__all__ = ["Asked", "Quota", "SharedQuota", "Terms", "Told", "Unlimited", "terms_of"]
