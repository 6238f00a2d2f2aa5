"""One example, and how it is made: by calling the function that it is an example of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec

from bot.messages.document import Document
from bot.messages.form import Form

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What `of` (a module's function, `evening.prompt`) says, in one `variant`, to a reader of `locale`."""

    of: str
    variant: str
    content: Document | Form
    locale: str = "en"

    @property
    def name(self) -> str:
        """`evening.prompt, two teams`."""
        return f"{self.of}, {self.variant}" if self.variant else self.of


def example(
    variant: str, function: Callable[P, Document | Form], *args: P.args, **facts: P.kwargs
) -> Example:
    """The example of calling `function` with these facts; `variant` is "" for the usual one."""
    module = function.__module__.rpartition(".")[2]
    of, content = f"{module}.{function.__name__}", function(*args, **facts)
    return Example(of=of, variant=variant, content=content, locale=str(facts.get("locale") or "en"))
