"""The words of a request that adds context to a message, in the language of its author."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWords:
    """One language's. alone, whom: who asks, of nobody named and of {whom}; needs, by, links: of facts.

    here: where it is answered.
    """

    alone: str
    whom: str
    needs: str
    by: str
    links: str
    here: str


_EN = RequestWords(
    alone="{name} asks",
    whom="{name} asks {whom}",
    needs="Needs",
    by="Needed by",
    links="Links",
    here="Answer here, in the thread.",
)
_WORDS: Mapping[str, RequestWords] = {
    "en": _EN,
    "de": RequestWords(
        alone="{name} fragt",
        whom="{name} fragt {whom}",
        needs="Braucht",
        by="Bis",
        links="Links",
        here="Antworte hier im Thread.",
    ),
    "fr": RequestWords(
        alone="{name} demande",
        whom="{name} demande à {whom}",
        needs="Besoin",
        by="Pour",
        links="Liens",
        here="Répondez ici, dans le fil.",
    ),
    "es": RequestWords(
        alone="{name} pregunta",
        whom="{name} pregunta a {whom}",
        needs="Necesita",
        by="Para",
        links="Enlaces",
        here="Responde aquí, en el hilo.",
    ),
    "pt": RequestWords(
        alone="{name} pergunta",
        whom="{name} pergunta a {whom}",
        needs="Precisa de",
        by="Para",
        links="Links",
        here="Responda aqui, na conversa.",
    ),
    "ja": RequestWords(
        alone="{name}さんからの依頼",
        whom="{name}さんから{whom}さんへの依頼",
        needs="必要なこと",
        by="期限",
        links="リンク",
        here="返信はこのスレッドに書いてください。",
    ),
    "zh": RequestWords(
        alone="{name} 的请求",
        whom="{name} 向 {whom} 提出的请求",
        needs="需要",
        by="期限",
        links="链接",
        here="请在这个消息列中回复。",
    ),
    "hi": RequestWords(
        alone="{name} पूछ रहे हैं",
        whom="{name} {whom} से पूछ रहे हैं",
        needs="ज़रूरत",
        by="कब तक",
        links="लिंक",
        here="जवाब यहीं, इसी थ्रेड में लिखिए।",
    ),
}


def words_of(language: str, *, locale: str = "") -> RequestWords:
    """Those of a language; else of a locale (`de-DE`); else the English ones."""
    return _WORDS.get(language) or _WORDS.get(locale[:2].lower()) or _EN
