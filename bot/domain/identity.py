"""Who and where: composite identities at the edge, small integer ids inside."""

from typing import Literal, NewType

from bot.domain.light import dataclass

PersonId = NewType("PersonId", int)
TeamId = NewType("TeamId", int)
ProjectId = NewType("ProjectId", int)
RegionId = NewType("RegionId", int)
HandoffId = NewType("HandoffId", int)
StepId = NewType("StepId", int)
QuestionId = NewType("QuestionId", int)
ChangeId = NewType("ChangeId", int)
TenantId = NewType("TenantId", int)
PlaceId = NewType("PlaceId", int)
NudgeId = NewType("NudgeId", int)
PressedId = NewType("PressedId", int)
RequestId = NewType("RequestId", int)
DecisionId = NewType("DecisionId", int)
PublicationId = NewType("PublicationId", int)

PlaceKind = Literal["public", "private", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantRef:
    """One workspace of one platform, as the platform names it."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRef:
    """One person as the platform names them."""

    platform: str
    tenant: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel or a private conversation; `thread` is the message that starts a thread in it."""

    platform: str
    tenant: str
    kind: PlaceKind
    id: str
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """One message in a place."""

    place: Place
    id: str
