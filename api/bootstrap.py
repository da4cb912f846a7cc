"""What every process is built from: the settings' values as the domains know them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from api.registered_erasers import RegisteredErasers
from domains.care import public as care
from domains.care.public import homes
from domains.commute import public as commute
from domains.commute.public import PositionDoor, Retention
from domains.consent import public as consent
from domains.consent.public import Erased, Erasers, Purpose, StoreEraser
from domains.governance import public as governance
from domains.governance.public import Workshop
from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.erase_person import erase_person as erase_trail
from domains.kernel.export_person import export_person as export_trail
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore
from domains.kernel.subject_rights import Exporter, PersonEraser
from infra.device_keys import device_keys
from infra.exports import CopyPrinter, PassphraseSealer, ZipPacker
from infra.file_lock import AesFileLock
from infra.object_store.subject_objects import OBJECTS, SubjectObjects
from infra.opt_out_keys import opt_out_keys
from infra.rate_limit import Allowance, Pace, RateLimit
from infra.settings import CommuteSettings, RatesSettings, Settings, ValkeySettings
from notifications import public as notifications
from notifications.public import OptOutSigner


async def _erase(subject_id: UUID, purpose: Purpose, at: datetime) -> list[Erased]:
    held = await commute.erase(subject_id, purpose, at)
    told = await notifications.erase(subject_id, purpose, at)
    return [*held, *told]


async def _erase_care(subject_id: UUID, purpose: Purpose, at: datetime) -> list[Erased]:
    """With the consent to check-ins the care itself ends, and what was told of her without one."""
    held = await care.erase(subject_id, purpose, at)
    told = await notifications.erase(subject_id, purpose, at)
    is_over = purpose is Purpose.CARE_CHECK_INS
    alarms = await notifications.erase_alarms(subject_id, at) if is_over else []
    return [*held, *told, *alarms]


ERASERS = Erasers(
    within={
        **dict.fromkeys(commute.LOCATION, _erase),
        Purpose.COMMERCE_ADVERTISING: notifications.erase_advertising,
        **dict.fromkeys(care.PURPOSES, _erase_care),
    },
    stores=(OBJECTS,),
    first=dict.fromkeys(care.PURPOSES, care.call_off),
)
"""What the end of a consent destroys in its own transaction, with us and in what was told; and the
stores that follow by job."""


def store_erasers(objects: ObjectStore) -> Sequence[StoreEraser]:
    """Those who prove by job that they hold nothing more; their names stand in ERASERS."""
    return [SubjectObjects(objects)]


def registered_erasers(objects: ObjectStore, *, clock: Clock, ids: Ids) -> RegisteredErasers:
    """All of them, for the jobs of a worker."""
    return RegisteredErasers(
        consents=ERASERS,
        stores=store_erasers(objects),
        people=person_erasers(clock=clock, ids=ids),
    )


EXPORTERS: Mapping[str, Exporter] = {
    "identity": identity.export_person,
    "consent": consent.export_person,
    "commute": commute.export_person,
    "care": care.export_person,
    "notifications": notifications.export_person,
    "governance": governance.export_person,
    "kernel": export_trail,
}
"""What each domain shows of one person; the rights desk gathers them in this order."""


def person_erasers(*, clock: Clock, ids: Ids) -> Mapping[str, PersonEraser]:
    """What each domain destroys of one person, in the order of who stands on whom.

    Consents are held first, as by who withdraws (`care.lock_senior`). The kernel comes last: it
    counts the traces that the others have left.
    """
    return {
        "consents held": partial(consent.hold_consents, clock=clock),
        "commute": commute.erase_person,
        "care": partial(care.erase_person, clock=clock, ids=ids),
        "notifications": notifications.erase_person,
        "governance": governance.erase_person,
        "consent": partial(consent.erase_person, clock=clock, ids=ids),
        "identity": partial(identity.erase_person, clock=clock, ids=ids),
        "kernel": erase_trail,
    }


def workshop(objects: ObjectStore) -> Workshop:
    """Where copies of people's data are made."""
    return Workshop(
        exporters=EXPORTERS,
        printer=CopyPrinter(),
        packer=ZipPacker(),
        sealer=PassphraseSealer(),
        objects=objects,
        lock=AesFileLock(),
    )


def retention(settings: CommuteSettings) -> Retention:
    """How long commute keeps what, as set."""
    return Retention(raw=timedelta(hours=settings.raw_retention_h))


def position_door(settings: CommuteSettings, *, clock: Clock, ids: Ids) -> PositionDoor:
    """Where one process takes positions in."""
    return PositionDoor(
        clock=clock,
        ids=ids,
        retention=retention(settings),
        future_skew=timedelta(seconds=settings.max_future_skew_s),
    )


def home_door(settings: Settings, *, clock: Clock, ids: Ids) -> homes.HomeDoor:
    """Where one process takes messages of homes in."""
    chosen = settings.homes
    return homes.HomeDoor(
        keys=device_keys(settings),
        raise_alarms=homes.alarms_raised(clock=clock, ids=ids),
        clock=clock,
        ids=ids,
        kept=timedelta(days=chosen.raw_kept_days),
        flow=homes.Flow(burst=chosen.device_burst, per_s=chosen.device_per_s),
    )


def device_pace(settings: RatesSettings, *, clock: Clock) -> Pace:
    """How often one device may report to this process."""
    return Pace(Allowance(settings.device_per_s, settings.device_burst), clock)


def sign_in_limits(
    settings: RatesSettings, *, valkey: Redis, clock: Clock
) -> Mapping[str, RateLimit]:
    """How often one address may knock, by path or folder.

    Whoever keeps an old sign-in's cookie can come back with it as often as they like, and each
    time we go to their provider: so the way back is limited as the way there.
    """
    token = Allowance(settings.token_per_s, settings.token_burst)
    login = Allowance(settings.login_per_s, settings.login_burst)
    logout = Allowance(settings.logout_per_s, settings.logout_burst)
    named = {
        "/auth/token": ("token", token),
        "/auth/login": ("login", login),
        "/auth/callback/": ("callback", login),
        "/auth/link": ("link", login),
        "/auth/backchannel-logout/": ("backchannel_logout", logout),
        "/opt-out/": ("opt_out", login),
        "/ingest/home/pair": ("pairing", login),
    }
    return {
        path: RateLimit(valkey, name=name, allowance=allowance, clock=clock)
        for path, (name, allowance) in named.items()
    }


def stranger_limit(settings: RatesSettings, *, valkey: Redis, clock: Clock) -> RateLimit:
    """How often one address may come to homes' door with a credential that is none."""
    failed = Allowance(settings.login_per_s, settings.login_burst)
    return RateLimit(valkey, name="home_strangers", allowance=failed, clock=clock)


def opt_out_signer(settings: Settings) -> OptOutSigner:
    """Signs and reads the ways out of advertising."""
    return OptOutSigner(public_url=settings.gateway.public_url, keys=opt_out_keys(settings))


def push_terms(settings: Settings) -> notifications.operations.Terms:
    """What the operators' page and the gauges measure the pushes by."""
    return notifications.operations.Terms(
        quota_per_min=settings.push.quota_per_min,
        has_telephone=settings.phone_line.base_url is not None,
    )


def open_valkey(settings: ValkeySettings) -> Redis:
    """A client that fails fast: what rests on Valkey has a way on without it."""
    client: Redis = Redis.from_url(
        settings.url,
        socket_connect_timeout=1,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 1),
    )
    return client
