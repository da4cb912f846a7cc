"""A server that takes a call and never answers holds up no bench: the call is told as lost."""

import asyncio

from ml_serving.bench.load import run

CALL = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n"


async def test_it_is_let_go_and_counted():
    async def listen_and_say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(listen_and_say_nothing, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        heard = await run([CALL], {"port": port, "lanes": 2, "count": 3, "patience_s": 0.1})
    assert heard["statuses"] == {"0": 3}
