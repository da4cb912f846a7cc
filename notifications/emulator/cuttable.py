"""uvicorn's protocol, with a knife: answers get lost when their connection is cut."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class CuttableProtocol(HttpToolsProtocol):
    """Lends each request a way to cut its own connection, for answers that must get lost."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cut: dict[object, object] = {"now": self.transport.abort}
        self.scope["extensions"] = {"emulator.cut_connection": cut}
