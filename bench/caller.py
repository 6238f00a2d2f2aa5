"""`python -m bench.caller PORT SECRET`: posts signed payloads as Slack does, from a process of its own.

Reads a JSON list of bodies from standard input, sends each once over eight connections that stay open, and
prints how many seconds that took.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

CONNECTIONS = 8
HEAD = (
    "POST /slack/events HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: Slackbot 1.0\r\naccept: */*\r\n"
    "content-type: {kind}\r\ncontent-length: {length}\r\n{signed}\r\n"
)


async def took(port: int, secret: str, bodies: Sequence[str]) -> float:
    """Seconds for all of them."""
    command = (sys.executable, "-m", "bench.caller", str(port), secret)
    pipe = asyncio.subprocess.PIPE
    caller = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    said, _ = await caller.communicate(json.dumps(bodies).encode())
    assert caller.returncode == 0, "every one was taken"
    return float(said)


def signed(body: str, secret: str, at: str) -> bytes:
    """The whole request."""
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body)
    lines = f"x-slack-request-timestamp: {at}\r\nx-slack-signature: {signature}\r\n"
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    sent = body.encode()
    return HEAD.format(kind=kind, length=len(sent), signed=lines).encode() + sent


def as_form(body: str) -> str:
    """A command, as Slack sends one over HTTP."""
    return urlencode(json.loads(body))


async def _all(port: int, requests: Sequence[bytes]) -> float:
    turns = iter(requests)
    begun = time.perf_counter()
    await asyncio.gather(*(_keep_on(port, turns) for _ in range(CONNECTIONS)))
    return time.perf_counter() - begun


async def _keep_on(port: int, turns: Iterator[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in turns:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        if lengths:
            await reader.readexactly(int(lengths[0].partition(b":")[2]))
        else:  # in pieces, of which the last is empty
            await reader.readuntil(b"0\r\n\r\n")
    writer.close()


def main() -> int:
    """Send, and tell; what cannot be sent, or is refused, ends it."""
    at = str(int(time.time()))  # noqa: TID251 -- Slack signs by the machine's clock
    port, secret = int(sys.argv[1]), sys.argv[2]
    requests = [signed(body, secret, at) for body in json.load(sys.stdin)]
    print(asyncio.run(_all(port, requests)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
