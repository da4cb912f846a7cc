"""What is written fits, what is asked is signed, and what is reported is believed once."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from starlette.applications import Starlette

from api.rest.phone_line_calls import phone_line_calls_route
from api.rest.phone_line_reports import phone_line_reports_route
from domains.kernel import sql
from notifications.channels.phone_line import (
    BadSignature,
    Signer,
    SigningKey,
    UnfitSecretError,
    UnreadableReports,
    Verifier,
    read_reports,
    receipt,
    shared_secret,
)
from notifications.channels.phone_line.short_text import (
    LMS_BYTES,
    LMS_UNITS,
    SMS_BYTES,
    SMS_UNITS,
    SUBJECT_BYTES,
    Charset,
    Form,
    shorten,
)
from notifications.ports import (
    CredentialsRefused,
    QuotaExceeded,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)
from tests.stories.house import everything

NOW = datetime(2026, 3, 2, 8, 41, tzinfo=UTC)
EVENT = "0198c0de-0000-7000-8000-000000000001"
LINE = "0198c0de-0000-7000-8000-000000000002"


def test_korean_is_counted_in_bytes_of_euc_kr():
    short = shorten(sender="오산톡", title="도움 요청", body="민아가 도움을 요청했어요.")
    assert (short.form, short.charset, short.subject) == (Form.SMS, Charset.EUC_KR, None)
    long = shorten(sender="오산톡", title="도움 요청", body="가" * 60)
    assert (long.form, long.subject) == (Form.LMS, "[오산톡] 도움 요청")


def test_vietnamese_keeps_its_letters():
    said = shorten(sender="Osan Talk", title="Cần giúp", body="Mina cần giúp đỡ.")
    assert said.charset is Charset.UCS_2
    assert said.text == "[Osan Talk] Cần giúp\nMina cần giúp đỡ."


@given(title=st.text(max_size=300), body=st.text(max_size=3_000))
def test_whatever_is_said_fits(title, body):
    said = shorten(sender="오산톡", title=title, body=body)
    if said.charset is Charset.EUC_KR:
        size = len(said.text.encode("euc_kr"))
        most = SMS_BYTES if said.form is Form.SMS else LMS_BYTES
    else:
        size = len(said.text.encode("utf-16-le", "surrogatepass")) // 2
        most = SMS_UNITS if said.form is Form.SMS else LMS_UNITS
    assert size <= most
    assert said.subject is None or len(said.subject) <= SUBJECT_BYTES


@pytest.mark.parametrize(
    ("status", "headers", "answer", "meaning"),
    [
        (202, {}, {"id": "p-1"}, Sent("p-1")),
        (404, {}, {"reason": "no_such_number"}, Unregistered()),
        (404, {}, {}, CredentialsRefused("http_404")),
        (401, {}, {"reason": "account_suspended"}, CredentialsRefused("account_suspended")),
        (403, {}, {}, CredentialsRefused("http_403")),
        (422, {}, {"reason": "spam_filter"}, Rejected("spam_filter")),
        (422, {}, {"reason": "김하나의 번호"}, Rejected("http_422")),
        (429, {"Retry-After": "7"}, {}, QuotaExceeded(7.0)),
        (503, {"Retry-After": "3"}, {"reason": "maintenance"}, Transient("maintenance", 3.0)),
        (302, {}, {}, Rejected("http_302")),
    ],
)
def test_each_answer_has_one_meaning(status, headers, answer, meaning):
    assert receipt.read(status, headers, orjson.dumps(answer), now=NOW) == meaning


def test_a_secret_is_long_enough_or_refused():
    assert shared_secret(SecretStr(b64encode(bytes(32)).decode())) == bytes(32)
    for unfit in ("", "short", b64encode(bytes(31)).decode(), "ß"):
        with pytest.raises(UnfitSecretError):
            shared_secret(SecretStr(unfit))


def a_report(status: str = "confirmed", **more) -> dict[str, object]:
    at = NOW.isoformat()
    return {"id": f"{EVENT}:{LINE}", "status": status, "reason": None, "at": at, **more}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"reports": []}',
        orjson.dumps({"reports": [a_report(id="x")]}),
        orjson.dumps({"reports": [a_report("heard")]}),
        orjson.dumps({"reports": [a_report(at="2026-03-02T08:41:00")]}),
        orjson.dumps({"reports": [a_report(reason="Kim Hana")]}),
        orjson.dumps({"reports": [a_report()] * 201}),
    ],
)
def test_what_was_not_agreed_upon_is_not_read(body):
    with pytest.raises(UnreadableReports):
        read_reports(body)


class Reporter:
    """Somebody who reports; `key` is what they sign with."""

    def __init__(self, settings, clock, route) -> None:
        self.clock = clock
        self.url = f"{settings.gateway.public_url}{route.path}"
        line = settings.phone_line
        assert line.report_secret is not None
        self.key = SigningKey(line.report_key_id, shared_secret(line.report_secret))
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=[route])))

    def signed(self, body: bytes, nonce: str = "n-1", key: SigningKey | None = None):
        signer = Signer(key or self.key, clock=self.clock)
        return signer.headers("POST", self.url, body, nonce=nonce)

    async def says(self, headers: dict[str, str], body: bytes) -> int:
        return (await self.http.post(self.url, content=body, headers=headers)).status_code


@pytest.fixture
def reporter(database, settings, clock) -> Reporter:
    return Reporter(settings, clock, phone_line_reports_route(settings, clock=clock))


@pytest.fixture
def caller(database, settings, clock, ids) -> Reporter:
    return Reporter(settings, clock, phone_line_calls_route(settings, clock=clock, ids=ids))


BODY = orjson.dumps({"reports": [a_report()]})


async def test_a_report_of_what_is_none_of_ours_changes_nothing(reporter):
    before = await everything()
    assert await reporter.says(reporter.signed(BODY), BODY) == 204
    assert len(await sql.fetch("SELECT 1 FROM notifications.report_nonces")) == 1
    await sql.execute("DELETE FROM notifications.report_nonces")
    assert await everything() == before


async def test_nobody_but_the_provider_reports(reporter, settings):
    good = reporter.signed(BODY)
    wrong = [
        {},
        {**good, "Signature": "osan=:AAAA:"},
        {name: value for name, value in good.items() if name != "Content-Digest"},
        reporter.signed(BODY, key=SigningKey(reporter.key.key_id, bytes(32))),
        reporter.signed(BODY, key=SigningKey("somebody", reporter.key.secret)),
        reporter.signed(
            BODY,
            key=SigningKey("osan-talk", shared_secret(settings.phone_line.secret)),
        ),
        reporter.signed(BODY, nonce=""),
        {**good, "Signature-Input": good["Signature-Input"].replace("n-1", "n-2")},
    ]
    before = await everything()
    assert [await reporter.says(headers, BODY) for headers in wrong] == [401] * len(wrong)
    assert await reporter.says(good, BODY.replace(b"confirmed", b"failed")) == 401
    assert await everything() == before


A_CALL = orjson.dumps(
    {"call": {"id": EVENT, "from": "+821012345678", "attested": True, "at": NOW.isoformat()}}
)


async def test_nobody_but_the_provider_says_who_calls(caller):
    forged = caller.signed(A_CALL, key=SigningKey(caller.key.key_id, bytes(32)))
    before = await everything()
    assert [await caller.says(headers, A_CALL) for headers in ({}, forged)] == [401, 401]
    assert await everything() == before


async def test_a_call_is_told_once(caller):
    headers = caller.signed(A_CALL)
    assert await caller.says(headers, A_CALL) == 200
    assert await caller.says(headers, A_CALL) == 409


async def test_a_report_counts_once(reporter):
    headers = reporter.signed(BODY)
    assert await reporter.says(headers, BODY) == 204
    assert await reporter.says(headers, BODY) == 409
    assert await reporter.says(reporter.signed(BODY, nonce="n-2"), BODY) == 204


async def test_an_old_report_counts_not_at_all(reporter, clock):
    headers = reporter.signed(BODY)
    clock.advance(timedelta(minutes=5, seconds=2))
    assert await reporter.says(headers, BODY) == 401


async def test_a_flood_is_not_read(reporter):
    flood = b"x" * (64 * 1024 + 1)
    assert await reporter.says(reporter.signed(flood), flood) == 413


def test_what_we_ask_is_verified_by_the_other_side(clock):
    key = SigningKey("osan-talk", bytes(32))
    url = "https://sms.example.kr/v1/messages"
    headers = Signer(key, clock=clock).headers("POST", url, b"{}", nonce="n")
    assert Verifier(key, clock=clock).nonce_of("POST", url, headers, b"{}") == "n"
    with pytest.raises(BadSignature):
        Verifier(key, clock=clock).nonce_of("POST", f"{url}?x", headers, b"{}")
