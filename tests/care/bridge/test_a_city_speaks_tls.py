"""mosquitto as a city runs it: the bridge comes in under TLS, and only to whom it can trust."""

import ssl

import pytest

from infra.home_settings import MqttSettings
from infra.mqtt.line import MqttError
from infra.mqtt.mosquitto import LocalMosquitto, mosquitto_program
from tests.care.bridge.certificates import write_certificates
from tests.care.bridge.conftest import NO_MOSQUITTO, Post


async def test_the_bridge_trusts_the_authority_it_was_told_of_and_no_other(tmp_path, homes):
    if mosquitto_program() is None:
        pytest.skip(NO_MOSQUITTO)
    authority, certificate, key = write_certificates(tmp_path)
    broker = LocalMosquitto(home=tmp_path, certificate=certificate, key=key)
    settings = MqttSettings(
        url=broker.url,
        ca_file=authority,
        password="for-tests",
        passwords_file=broker.passwords,
    )
    post = Post(broker, settings)
    await post.doors.write()
    broker.start()
    try:
        async with post.line():
            pass
        stranger = Post(broker, settings.model_copy(update={"ca_file": None}))
        with pytest.raises((MqttError, ssl.SSLError)):
            async with stranger.line():
                pass
    finally:
        broker.stop()
