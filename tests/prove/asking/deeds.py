"""Requests and decisions as they are made: forms of several pages, filled in to the end."""

from bisect import insort
from dataclasses import dataclass
from functools import partial

from bot.messages import decision as decision_messages
from bot.messages import decision_form, request_form, request_sure, request_when
from bot.messages.answer import Answer, Ask, Tell
from bot.messages.form import Form, Value
from handlers.event import Command, Pressed
from tests.prove.asking.cast import OUTSIDERS
from tests.prove.asking.checks import tokens
from tests.prove.asking.crew import Crew
from tests.prove.asking.forms import chosen, form_of, one_of, sent
from tests.prove.platform import Post
from tests.prove.reckoning import HOUR, MINUTE, Who
from tests.prove.relay import place, user

FAR = 8 * 24


@dataclass(slots=True)
class Deeds:
    """What somebody of the crew asks and proposes."""

    crew: Crew

    async def asks(self, who: Who) -> None:
        """Of people, a region or a team; privately or in the channel; now and then it cannot wait."""
        crew, rng = self.crew, self.crew.rng
        form = form_of(await self._commands(who, "ask"))
        assert form is not None, "the form of a request opens"
        token, urgent = crew.token("T"), rng.random() < 0.06
        shape = rng.choice(("question", "stuck", "review"))
        given: dict[str, Value] = {request_form.ABOUT: f"{token} does not add up.", request_form.SHAPE: shape}
        if shape == "review":
            given[request_form.LINKS] = "https://example.com/pull/7"
        form = await self._redrawn(who, form, request_form.SHAPE, shape) if shape != "question" else form
        group = one_of(form, request_form.GROUP, rng, but=request_form.PEOPLE)
        to = self._others(who, rng.choice((1, 1, 2, 3)))
        if group and not urgent and rng.random() < 0.35:
            given[request_form.GROUP] = group
        else:
            given[request_form.TO] = tuple(one.handle for one in to)
            given[request_form.WHERE] = rng.choice((request_form.PRIVATELY, request_form.HERE))
        if urgent:
            form = await self._redrawn(who, form, request_when.WHEN, request_when.NOW)
            given |= {request_when.WHEN: request_when.NOW, request_when.WHY: "Checkout is down in Canada."}
            crew.urgent[token] = tuple(one.handle for one in to)
        crew.asked[token] = who.handle
        answer = await crew.crowd.does(who, sent(user(who), form, given))
        if urgent:
            sure = form_of(answer)
            assert sure is not None, answer
            assert sure.name == request_sure.FORM, sure
            answer = await crew.crowd.does(who, sent(user(who), sure, {}))
        crew.did[f"asked: {type(answer).__name__}{' now' if urgent else ''}"] += 1

    async def proposes(self, who: Who) -> None:
        """By a few of the channel, or a team; three pages."""
        crew, rng = self.crew, self.crew.rng
        form = form_of(await self._commands(who, "decide"))
        assert form is not None, "the form of a decision opens"
        token = crew.token("D")
        given: dict[str, Value] = {
            decision_form.TITLE: f"{token}: one rate for vouchers",
            decision_form.DECIDERS: tuple(one.handle for one in self._others(who, rng.randint(2, 5))),
        }
        team = one_of(form, decision_form.TEAM, rng, but=decision_form.PEOPLE)
        if team and rng.random() < 0.06:
            given |= {decision_form.TEAM: team, decision_form.DECIDERS: ()}
        if await self._through(who, form, given):
            crew.rounds[token].append(crew.now)
            crew.did["proposed"] += 1

    def heard(self, post: Post) -> None:
        """Its author sometimes takes one back or edits it; an adopted one is objected to late.

        That it is open again may be told some time after the objection, when others have read of it already.
        """
        crew, rng = self.crew, self.crew.rng
        if post.kind == decision_messages.REOPENED:
            insort(crew.rounds[token_of(post)], crew.objected[post.key.split("/")[1]])
        if post.kind == decision_messages.POSTED and rng.random() < 0.3:
            at = crew.now + rng.randint(30, 1500) * MINUTE
            name = rng.choice((decision_messages.WITHDRAW, decision_messages.EDIT, decision_messages.EDIT))
            crew.crowd.relay.plan(at, partial(self._changes, post, name))
        elif post.kind == decision_messages.CLOSED and rng.random() < 0.4:
            at = crew.now + rng.randint(1, FAR) * HOUR
            crew.crowd.relay.plan(at, partial(self._objects_late, post))

    async def _changes(self, post: Post, name: str) -> None:
        crew = self.crew
        token, number = token_of(post), post.key.partition("/")[2]
        who = crew.crowd.cast.by_handle[crew.asked[token]]
        if crew.now >= crew.until:
            return
        answer = await self._presses(who, name, number, post)
        form = form_of(answer)
        if name == decision_messages.WITHDRAW or form is None:
            crew.did[name] += 1
            return
        text = f"{token} in other words, as of {crew.now:%d %H:%M}."
        if await self._through(who, form, {decision_form.PROPOSAL: text}):
            crew.rounds[token].append(crew.now)
            crew.did["edited"] += 1

    async def _objects_late(self, post: Post) -> None:
        crew = self.crew
        if crew.now >= crew.until:
            return
        number = post.key.split("/")[1]
        for who in crew.rng.sample(crew.crowd.cast.people, 12):
            form = form_of(await self._presses(who, decision_messages.OBJECT, number, post))
            if form is None:
                continue
            crew.objected[number] = crew.now
            answer = await crew.crowd.does(who, sent(user(who), form, {}))
            await crew.crowd.relay.tick()
            crew.did[f"objected late: {type(answer).__name__}"] += 1
            return

    async def _through(self, who: Who, form: Form, given: dict[str, Value]) -> bool:
        """All of its pages."""
        crew = self.crew
        if decision_form.TITLE in given:
            crew.asked[f"{given[decision_form.TITLE]}"[:7]] = who.handle
        answer: Answer | None = Ask(form=form)
        silence = crew.rng.choice((decision_form.NOTHING, decision_form.CONSENT))
        while isinstance(answer, Ask):
            page = given if answer.form.name == decision_form.FORM else {decision_form.SILENCE: silence}
            answer = await crew.crowd.does(who, sent(user(who), answer.form, page))
        crew.did[f"decision: {type(answer).__name__}"] += 1
        return isinstance(answer, Tell)

    async def _redrawn(self, who: Who, form: Form, name: str, value: str) -> Form:
        found = form_of(await self.crew.crowd.does(who, chosen(user(who), form, name, value)))
        assert found is not None, "it is drawn anew"
        return found

    async def _presses(self, who: Who, name: str, value: str, post: Post) -> Answer | None:
        event = Pressed(by=user(who), name=name, value=value, message=post.ref, place=post.ref.place)
        return await self.crew.crowd.does(who, event)

    async def _commands(self, who: Who, name: str) -> Answer | None:
        where = place(self.crew.home(who))
        return await self.crew.crowd.does(who, Command(by=user(who), place=where, name=name, text=""))

    def _others(self, who: Who, many: int) -> list[Who]:
        """Of the channel's team mostly, and sometimes of none."""
        crew = self.crew
        if crew.rng.random() < 0.1:
            return [crew.rng.choice(OUTSIDERS)]
        members = [one for one in crew.crowd.cast.teams["borealis"] if one != who]
        everyone = [one for one in crew.crowd.cast.teams["atlas"] if one != who]
        return crew.rng.sample(crew.rng.choice((members, everyone, everyone)), many)


def token_of(post: Post) -> str:
    """The words by which a decision is known, of a message about it."""
    return min(one for one in tokens(post.first) if one.startswith("D"))
