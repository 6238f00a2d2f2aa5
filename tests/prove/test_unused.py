"""A balancer keeps connections to the bot for the next request, and finds them open."""

import asyncio

import pytest

from bot.serving import Message, Receive, Scope, Send, Server, answer

pytestmark = pytest.mark.prove

UNUSED = 10.0  # seconds: twice what servers of this kind wait for by themselves
REQUEST = b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n"


@pytest.mark.timeout(60)
async def test_a_connection_that_was_not_used_for_a_while_is_open_still() -> None:
    server = Server(_says_so, host="127.0.0.1", port=0)
    await server.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    for pause in (0.0, UNUSED):
        await asyncio.sleep(pause)
        writer.write(REQUEST)
        assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")
    writer.close()
    await server.stop()


async def _says_so(scope: Scope, receive: Receive, send: Send) -> None:
    message: Message = await receive()
    assert message["type"] == "http.request"
    await answer(send, 200, b"here")
