"""Who may ask: pages of this server alone, under its own name; and every refusal in words."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.page.refused import Refused

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Nothing from elsewhere is loaded, and what people typed can be no script.
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign hosts and origins, and answer each refusal as JSON."""
    try:
        _refuse_stranger(request)
        return await handler(request)
    except Refused as refused:
        return web.json_response({"trouble": refused.words}, status=refused.status)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return web.json_response({"trouble": f"{error.reason}."}, status=error.status)


async def kept_fresh(_request: web.Request, response: web.StreamResponse) -> None:
    """Nothing is kept by the browser, and nothing foreign is let in."""
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"


def _refuse_stranger(request: web.Request) -> None:
    name, _, _ = request.host.partition(":")
    if name not in ("127.0.0.1", "localhost"):
        raise Refused("This page answers on this machine alone.", status=403)
    origin = request.headers.get("Origin")
    if request.method != "GET" and origin not in (None, f"http://{request.host}"):
        raise Refused("Only the page itself may ask for this.", status=403)
