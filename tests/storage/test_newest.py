"""What is at hand is the newest of each thing, and nothing that is out of date."""

from storage.newest import Newest


def test_what_is_made_of_the_same_is_not_made_again() -> None:
    newest = Newest[list[int]](2)
    first = newest.get("a", (1, 2), lambda: [3])
    assert newest.get("a", (1, 2), lambda: [4]) is first
    assert newest.get("a", (1, 3), lambda: [4]) == [4]
    assert newest.get("a", (1, 2), lambda: [5]) == [5], "of each the newest alone"
    assert len(newest) == 1
    assert newest.known("a", (1, 2)) == [5]
    assert newest.known("a", (1, 3)) is None
    assert newest.known("b", (1, 2)) is None


def test_the_one_that_was_asked_for_longest_ago_goes_first() -> None:
    newest = Newest[str](2)
    for name in ("a", "b", "a", "c"):
        newest.get(name, 1, lambda name=name: name)  # type: ignore[misc]
    assert newest.get("a", 1, lambda: "made anew") == "a"
    assert newest.get("b", 1, lambda: "made anew") == "made anew"
