"""A stack trace as it stands in a message: which part of it that is, and its first and last lines."""

import re

_FENCED = re.compile(r"```[ \t]*\n?(.*?)\n?```", re.DOTALL)


def parted(text: str) -> tuple[str, str]:
    """The longest piece between fences, letter for letter, and what is around it; "" where none is fenced."""
    found = max(_FENCED.finditer(text), key=lambda one: len(one[1]), default=None)
    if found is None or not found[1].strip():
        return "", text.strip()
    around = (text[: found.start()].strip(), text[found.end() :].strip())
    return found[1], "\n".join(one for one in around if one)


def shortened(text: str, most: int) -> str:
    """Its first and last lines in at most `most` characters (of which some 60 say how much is left out)."""
    if len(text) <= most:
        return text
    half = (most - 60) // 2
    first, last = text[:half], text[-half:]
    first = first[: first.rfind("\n")] if "\n" in first.strip("\n") else first
    last = last[last.find("\n") + 1 :] if "\n" in last.strip("\n") else last
    left = len(text) - len(first) - len(last)
    return f"{first}\n[… {left:,} characters in between …]\n{last}"
