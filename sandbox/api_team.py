"""api.test, auth.test, apps.connections.open and team.info."""

from sandbox.arguments import Arguments
from sandbox.desk import Desk
from sandbox.shapes import Json, Refusal


def test(_desk: Desk, call: Arguments) -> Json:
    """api.test: echoes what it was given."""
    error = call.text("error")
    if error:
        raise Refusal(error, args=call.all())
    return {"args": call.all()}


def auth_test(desk: Desk, _call: Arguments) -> Json:
    """auth.test: who the token belongs to."""
    team, app = desk.workspace.team, desk.app
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": app.handle,
        "team_id": team.id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(desk: Desk, call: Arguments) -> Json:
    """auth.revoke: the bot's tokens are worth nothing any more, or a user's."""
    desk.revoke(call.token)
    return {"revoked": True}


def not_here(_desk: Desk, _call: Arguments) -> Json:
    """oauth.v2.access: only where an app may be installed, which is `sandbox.slack`."""
    raise Refusal("invalid_client_id")


def open_connection(desk: Desk, _call: Arguments) -> Json:
    """apps.connections.open: an address that works once."""
    return {"url": desk.open_socket()}


def info(desk: Desk, _call: Arguments) -> Json:
    """team.info."""
    team = desk.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}
