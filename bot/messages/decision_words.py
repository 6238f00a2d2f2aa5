"""A decision in words: who is in it as a reader knows them, what came of it, and how it is decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.decision import Begun, Decision, Part
from bot.domain.identity import PersonId
from bot.domain.text import count_words, list_words
from bot.messages.document import Spans, When, words


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A decision as somebody reads it: `names` and `zone` as in a request; reader: None for a channel.

    projects: those of the team in whose channel it stands, each with its landing page or "".
    """

    decision: Decision
    names: Mapping[PersonId, str]
    zone: str
    reader: PersonId | None = None
    projects: Sequence[tuple[str, str]] = ()

    def name(self, person: PersonId) -> str:
        """What they are called; "you" for the reader."""
        return "you" if person == self.reader else self.names.get(person, "somebody who left")

    def all(self, some: Iterable[PersonId]) -> str:
        """Their names in words, the reader first."""
        ranked = sorted(some, key=lambda one: one != self.reader)
        return list_words([self.name(one) for one in ranked])

    @property
    def waits(self) -> bool:
        """Whether it waits for the reader's vote."""
        return self.reader is not None and self.decision.waits_for(self.reader)

    @property
    def proposer(self) -> str:
        """Whoever proposes it."""
        return self.names.get(self.decision.proposer, "Somebody who left")

    @property
    def title(self) -> str:
        """What it is called."""
        return self.decision.content.title


PARTS: Final[Mapping[Part, str]] = {
    "title": "the title",
    "problem": "the problem",
    "proposal": "the proposal",
    "alternatives": "the alternatives",
    "deciders": "who decides",
    "silence": "what silence means",
    "close": "when it closes",
}

SAID = {"approve": "approved", "object": "objected", "abstain": "abstained"}


def outcome_words(one: View) -> str:
    """What came of it, in words that can follow its title."""
    decision = one.decision
    match decision.state:
        case "adopted":
            approved = one.all(decision.of("approve"))
            return f"adopted, as {f'{approved} approved and ' if approved else ''}nobody objected"
        case "objected":
            return f"not adopted, as {one.all(decision.of('object'))} objected"
        case "unsettled":
            return f"not adopted, as {_lacking(decision)}"
        case "withdrawn":
            return f"withdrawn by {one.proposer}"
        case _:
            return "no more votes are taken"


def edited_words(one: View) -> Spans:
    """That it was edited, when last, and what that did to votes; nothing where it was not."""
    edits = one.decision.edits
    if not edits:
        return ()
    times = "Edited " if len(edits) == 1 else f"Edited {len(edits)} times, last "
    reset = sum(len(edit.reset) for edit in edits)
    were = "was" if reset == 1 else "were"
    told = f" {count_words(reset, 'vote')} given before {were} reset." if reset else ""
    return words(times, When(at=edits[-1].at, zone=one.zone, style="day_time"), f".{told}")


def part_words(some: Sequence[Part]) -> str:
    """Parts of it in words."""
    return list_words([PARTS[one] for one in some])


def rule_words(decision: Decision) -> str:
    """How it is decided."""
    if decision.regions:
        first = "Whoever of a region votes first votes on its behalf; anyone's objection counts."
        return f"{_rule(decision)} {first}"
    return _rule(decision)


def regions_words(one: View) -> str:
    """The regions that decide, and who has voted for each."""
    speakers = one.decision.speakers
    waiting = "waiting" if one.decision.open else "no vote"
    rows = [
        f"{name} ({f'voted: {one.name(speakers[name])}' if name in speakers else waiting})"
        for name in one.decision.seats
    ]
    return ", ".join(rows) or "no region any more"


def spoken_words(one: View) -> str:
    """To somebody on behalf of whose region another has voted."""
    assert one.reader is not None, "they read it"
    speaker = one.decision.speaker(one.reader)
    name = one.name(speaker) if speaker is not None else "Somebody"
    voted = f"{name} has voted on behalf of {one.decision.regions[one.reader]}."
    if one.reader in one.decision.votes:
        return f"{voted} Your objection counts, too."
    return f"{voted} You can still object: anyone's objection counts."


def released_words(one: View) -> str:
    """To somebody who decided it, or was to, and does not by now."""
    decision = one.decision
    away = ", as you are away" if one.reader in decision.left_out else ""
    others = ": others decide it" if decision.deciders else ""
    return f"It no longer waits for your vote{away}{others}."


def late_words(one: View) -> Spans:
    """Of an adopted one that was not opened again before: until when an objection does that; else nothing."""
    until = one.decision.late_until
    if until is None:
        return ()
    return words(
        "An objection until ", When(at=until, zone=one.zone, style="day_time"), " opens it again, once."
    )


def left_out_words(one: View) -> str:
    """Who is left out openly, as nobody of them is there; "" for none."""
    decision = one.decision
    if decision.regions and decision.empty:
        they, names = "it is" if len(decision.empty) == 1 else "they are", list_words(decision.empty)
        return f"Everybody in {names} is away for more than three working days: {they} left out."
    alone = [each for each in decision.left_out if decision.replaced(each) is None]
    instead = [
        f"{one.name(other)} decides in place of {one.name(each)}, who is away."
        for each in decision.left_out
        if (other := decision.replaced(each)) is not None
    ]
    if alone and not decision.regions:
        away = "is" if len(alone) == 1 else "are"
        instead.insert(0, f"{one.all(alone)} {away} away for more than three working days and left out.")
    return " ".join(instead)


def set_by_words(one: View) -> str:
    """Whose hours the close waits for, with their region where one of each decides; "" for nobody's."""
    decision = one.decision
    if decision.set_by is None:
        return ""
    name = one.names.get(decision.set_by, "Somebody")
    region = decision.regions.get(decision.set_by)
    return f"{region} ({name})" if region else name


def _rule(decision: Decision) -> str:
    if decision.silence_consents:
        return "Adopted unless somebody objects: whoever says nothing agrees."
    if decision.quorum < 2:
        return "Adopted if somebody approves and nobody objects."
    regions = " regions" if decision.regions else ""
    voted = f"at least {decision.quorum} of {decision.asked}{regions} vote"
    if decision.turnout == "all":
        voted = f"all {decision.asked}{regions} vote"
    return f"Adopted if nobody objects, somebody approves and {voted}."


_BEGAN: Final[Mapping[Begun, str]] = {"asked": "posted", "reopened": "opened again", "edited": "edited"}


def fair_words(set_by: str, *, names: int, began: Begun = "asked", regional: bool = False) -> str:
    """How the earliest fair close came about. set_by: whose hours it waits for; "": the 24 hours alone do.

    names: how many decide. began: what the window began with. regional: one of each region decides.
    """
    again = began == "reopened"  # some who have voted may be away by now
    if set_by:
        several = (
            ", the last of the regions," if regional else ", the last of all who decide," if names > 1 else ""
        )
        return f"{set_by}{'' if again else several} has had eight working hours for it by then."
    had = "all who decide have" if names > 1 else "whoever decides has"
    if again:
        had = "everyone who is there has"
    elif regional:
        had = "somebody of each region has"
    return (
        f"24 hours after it was {_BEGAN[began]}. By then {had} had eight working hours of their own for it."
    )


def _lacking(decision: Decision) -> str:
    """What was missing to adopt it."""
    voted, regions = decision.voted, " regions" if decision.regions else ""
    if not decision.asked:
        return "nobody is left to decide"
    if voted >= decision.quorum:
        return "nobody approved"
    enough = "all" if decision.quorum == decision.asked > 1 else f"at least {decision.quorum}"
    return f"{f'only {voted}' if voted else 'none'} of {decision.asked}{regions} voted, and {enough} had to"
