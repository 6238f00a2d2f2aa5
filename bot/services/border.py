"""Nobody acts across the border of a workspace: what is another's is answered as if it were not there."""

from bot.domain.identity import TenantRef, UserRef
from bot.domain.team import TeamAt
from bot.log import logger
from bot.services.posting import tenant_of

log = logger(__name__)


def crosses(by: UserRef, team: TeamAt) -> bool:
    """Whether a team, or what is its, is of another workspace than who acts: no button of theirs names it.

    It is logged: whoever asks for it has forged what they sent.
    """
    home, there = tenant_of(by), tenant_of(team.where)
    if home == there:
        return False
    log.warning("border.refused", tenant=_said(home), user=by.id, team=team.id, of=_said(there))
    return True


def _said(tenant: TenantRef) -> str:
    return f"{tenant.platform}/{tenant.id}"
