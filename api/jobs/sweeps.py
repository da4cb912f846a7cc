"""How often the jobs that look for due rows by themselves are sent round."""

from datetime import timedelta

from infra.queue.relay import Sweep

SWEEPS = (
    Sweep("fire_fallbacks", timedelta(seconds=1)),
    Sweep("tend_campaigns", timedelta(seconds=2)),
    Sweep("judge_homes", timedelta(seconds=2)),
    Sweep("miss_arrivals", timedelta(seconds=5)),
    Sweep("plan_arrivals", timedelta(minutes=5)),
    Sweep("expire", timedelta(minutes=1)),
    Sweep("keep_consents", timedelta(minutes=1)),
    Sweep("verify_consents", timedelta(hours=6)),
    Sweep("tell_digests", timedelta(seconds=30)),
    Sweep("keep_rights", timedelta(minutes=1)),
    Sweep("build_exports", timedelta(seconds=5)),
    Sweep("rotate_keys", timedelta(minutes=10)),
    Sweep("seal_records", timedelta(seconds=30)),
    Sweep("turn_audit_months", timedelta(hours=6)),
    Sweep("seal_urgent", timedelta(minutes=1)),
    Sweep("summarise_homes", timedelta(minutes=1)),
    Sweep("expire_homes", timedelta(hours=1)),
    Sweep("keep_house", timedelta(hours=1)),
)
