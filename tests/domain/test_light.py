"""Values that are made by the thousand are values all the same."""

from dataclasses import FrozenInstanceError, replace

import pytest
from msgspec import structs

from bot.domain.identity import UserRef
from bot.messages.digest import Off
from bot.messages.document import Text, When

ANA = UserRef(platform="slack", tenant="T1", id="U1")


def test_two_that_say_the_same_are_equal_and_found_by_each_other() -> None:
    same = UserRef(platform="slack", tenant="T1", id="U1")
    assert same == ANA
    assert {ANA: 1}[same] == 1
    assert replace(ANA, id="U2") != ANA


def test_no_other_field_can_be_put_in() -> None:
    with pytest.raises(AttributeError):
        object.__setattr__(ANA, "name", "Ana")
    assert [one.name for one in structs.fields(Text)] == ["text", "bold", "italic", "code", "strike"]


def test_a_span_is_locked() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Text(text="a").text = "b"  # type: ignore[misc]


def test_its_fields_are_named() -> None:
    with pytest.raises(TypeError):
        When("2026-11-02", "Europe/Berlin")  # type: ignore[call-arg,arg-type]


def test_the_others_are_locked_as_ever() -> None:
    with pytest.raises(FrozenInstanceError):
        Off(names=()).why = "b"  # type: ignore[misc]
