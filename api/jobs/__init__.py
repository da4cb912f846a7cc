"""What workers do: one file a domain. The relay sends round what `sweeps` names."""

from api.jobs.campaigns import tend_campaigns
from api.jobs.care_homes import expire_homes, summarise_homes
from api.jobs.care_judgement import judge_homes
from api.jobs.commute import expire, miss_arrivals, plan_arrivals
from api.jobs.consents import keep_consents, verify_consents
from api.jobs.digests import tell_digests
from api.jobs.fallbacks import fire_fallbacks
from api.jobs.house import keep_house
from api.jobs.keys import rotate_keys
from api.jobs.personal_keys import seal_urgent
from api.jobs.pushes import deliver as deliver
from api.jobs.pushes import react
from api.jobs.records import seal_records, turn_audit_months
from api.jobs.rights import build_exports, keep_rights

JOBS = (
    react,
    fire_fallbacks,
    tend_campaigns,
    miss_arrivals,
    plan_arrivals,
    expire,
    keep_consents,
    verify_consents,
    tell_digests,
    keep_rights,
    build_exports,
    rotate_keys,
    seal_records,
    turn_audit_months,
    seal_urgent,
    judge_homes,
    summarise_homes,
    expire_homes,
    keep_house,
)
