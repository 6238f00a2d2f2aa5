"""How the page's server says no: a status below 500 and words for whoever sits in front of it."""


class Refused(Exception):
    """The request cannot be answered; the words say why."""

    def __init__(self, words: str, *, status: int = 400) -> None:
        super().__init__(words)
        self.words, self.status = words, status
