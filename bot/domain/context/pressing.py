"""Whether a message presses somebody for a quick answer, or asks again for one: by its words alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.domain.context.grammar import Grammar, parse
from bot.domain.context.reading import LANGUAGES, LONGEST
from bot.domain.context.rows import Rows, Weaver
from bot.domain.context.tokens import ASKS, EVERYONE, MENTION, PAUSE, SMILE, THING, tokens

Phrase = tuple[str, ...]

# Kinds of phrase, and where each counts.
KINDS = {
    "press": "a clause of its own: i need this in 5 min",
    "there": "all of a message, or with others of these: are you there?",
    "chase": "all of a message, or with others of these: any update?",
    "aside": "a clause that changes nothing: hi, sorry to bother you",
    "tail": "at the end of a clause that asks: can you merge it asap",
    "hurry": "anywhere in a clause that asks, where the verb is what ends it",
    "asks": "how a clause begins that asks for something: can you",
    "own": "in a clause that asks, and it presses nobody: the hurry is another's, or is what it asks about",
    "calm": "anywhere, and the message presses nobody: no rush, when you are back",
    "about": "right after somebody's name: it speaks of them, not to them",
    "trouble": "anywhere: something is down, and whoever is called is called for that",
}
_WHOLE = ("press", "there", "chase", "aside")
# So many words of haste are meant for whoever is called: "I need this", "lo necesito ya".
_INSISTS = 3
_NOTHING = frozenset[str]()
_LISTS = {"fillers": "words that may stand anywhere and change nothing"}


@dataclass(frozen=True, slots=True)
class Pressing:
    """presses: for a quick answer; chases: for one that was asked for before. language: "" without words."""

    presses: bool
    chases: bool
    language: str


class PressingReader:
    """Knows some languages' phrases, each as a row of tokens: a message is looked up, never searched."""

    def __init__(self, grammars: Iterable[Grammar]) -> None:
        self._spoken = [_Language(one) for one in grammars]
        self._by_word: dict[str, list[_Language]] = {}
        for one in self._spoken:
            for word in one.firsts:
                self._by_word.setdefault(word, []).append(one)

    def read(self, text: str) -> Pressing | None:
        """None where it neither presses nor chases, as for all that is long, quoted or about an incident."""
        if len(text) > LONGEST:
            return None
        said = [one for one, _ in tokens(text) if one != SMILE]
        if not said or said[0] == THING or EVERYONE in said:
            return None
        if not set(said) - {MENTION, PAUSE, ASKS}:
            return Pressing(presses=False, chases=True, language="") if ASKS in said else None
        may_say = {one for word in said for one in self._by_word.get(word, ())}
        if not may_say:
            return None
        clauses = list(_clauses(said))
        each_says = (one.read(said, clauses) for one in self._spoken if one in may_say)
        found = next((one for one in each_says if one is not None), None)
        if found is None or not (found.presses or found.chases):
            return None
        return None if any(each.tells_of_trouble(said) for each in self._spoken) else found


class _Language:
    def __init__(self, grammar: Grammar) -> None:
        self.name = grammar.language
        self._fillers = grammar.lists["fillers"]
        weaver = Weaver()
        self._known: Mapping[str, Rows] = {
            kind: weaver.rows((part for one, part in grammar.phrases if one == kind), without=self._fillers)
            for kind in KINDS
        }
        self._rushes = self._known["tail"].firsts | self._known["hurry"].firsts
        self._begins = frozenset[str]().union(*(self._known[kind].firsts for kind in _WHOLE))
        self.firsts = self._rushes | self._begins

    def read(self, said: Sequence[str], clauses: Sequence[Sequence[str]]) -> Pressing | None:
        """What it says in this language, which is nothing for most.

        Neither of both where it would press and takes that back, which no other language is to overlook.
        """
        rushes = not self._rushes.isdisjoint(said)
        plain = [_plain(one, self._fillers) for one in clauses]
        if not (rushes or any(one and one[0] in self._begins for one in plain)):
            return None
        each = [(one, self._kinds(one)) for one in plain if one and one != (ASKS,)]
        if each and all(kinds for _, kinds in each):
            found = _NOTHING.union(*(kinds for _, kinds in each))
            presses, chases = bool(found & {"press", "there"}), "chase" in found
            return Pressing(presses, chases, self.name) if presses or chases else None
        # Whatever stands beside it; one word of haste may be of anything.
        pressing = any(len(one) >= _INSISTS and "press" in kinds for one, kinds in each)
        if not (pressing or (rushes and self._asks_and_no_more(clauses))):
            return None
        meant = self._speaks_to(said) and not self._is_calm(said)
        return Pressing(presses=meant, chases=False, language=self.name)

    def tells_of_trouble(self, said: Sequence[str]) -> bool:
        """Whether something is down: whoever is called is called for that."""
        return self._known["trouble"].within([one for one in said if one not in (MENTION, PAUSE)])

    def _is_calm(self, said: Sequence[str]) -> bool:
        words = [one for one in said if one not in (MENTION, PAUSE)]
        calm = self._known["calm"]
        return calm.within(words) or calm.within(_plain(words, self._fillers))

    def _kinds(self, clause: Phrase) -> frozenset[str]:
        """What a whole clause is, with its question mark or without; to ask whether it is urgent is kind."""
        if not clause or clause[0] not in self._begins:  # as of nearly all that is said
            return _NOTHING
        found = {kind for kind in _WHOLE if clause in self._known[kind]}
        if clause[-1] == ASKS:
            found |= {kind for kind in _WHOLE if kind != "press" and clause[:-1] in self._known[kind]}
        return frozenset(found)

    def _asks_and_no_more(self, clauses: Sequence[Sequence[str]]) -> bool:
        """Whether all that is said is to ask for something at once, politely or not."""
        plain = [(one, _plain(one, self._fillers)) for one in clauses]
        unknown = [one for one, bare in plain if bare and bare != (ASKS,) and not self._kinds(bare)]
        return bool(unknown) and all(map(self._asks_at_once, unknown))

    def _asks_at_once(self, clause: Sequence[str]) -> bool:
        words = [one for one in clause if one != ASKS]
        asks = self._known["asks"].begins(words)
        if not asks or self._known["own"].within(words[asks:]):
            return False
        rest = _plain(words[asks:], self._fillers)
        return self._known["tail"].closes(rest) or self._known["hurry"].within(rest)

    def _speaks_to(self, said: Sequence[str]) -> bool:
        """Whether somebody is called first of all, or last of all, and not spoken of."""
        if MENTION not in said:
            return False
        at = said.index(MENTION)
        before = [one for one in said[:at] if one != PAUSE]
        after = [one for one in said[at + 1 :] if one != MENTION]
        if self._known["about"].begins(after):
            return False
        opening = _plain(before, self._fillers)
        first = not opening or opening in self._known["aside"] or opening in self._known["press"]
        return first or not [one for one in after if one not in (PAUSE, ASKS)]


@cache
def pressing_reader() -> PressingReader:
    """That of all languages, made once."""
    return PressingReader(pressing_grammar(one) for one in LANGUAGES)


def pressing_grammar(language: str) -> Grammar:
    """As its file has it. Raises `WrongPhrases`."""
    file = resources.files("bot.domain.context") / "phrases" / "pressing" / f"{language}.phrases"
    text = file.read_text(encoding="utf-8")
    return parse(text, language=language, kinds=frozenset(KINDS), lists=_LISTS)


def _clauses(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Between stops, without names; a question mark ends one and stays with it."""
    clause: list[str] = []
    for one in said:
        if one in (PAUSE, ASKS):
            yield [*clause, *([ASKS] if one == ASKS else [])]
            clause = []
        elif one != MENTION:
            clause.append(one)
    yield clause


def _plain(words: Iterable[str], fillers: frozenset[str]) -> Phrase:
    return tuple([one for one in words if one not in fillers])
