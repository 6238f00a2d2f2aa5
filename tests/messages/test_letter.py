"""A letter's conversation, and the key of the edit that waits for it."""

from bot.domain.identity import Place, TenantRef, UserRef
from bot.messages.document import notice
from bot.messages.letter import Letter, edit_key

TENANT = TenantRef(platform="slack", id="T1")


def letter(to: UserRef | Place) -> Letter:
    return Letter(key="digest/1/2026-11-02", tenant=TENANT, to=to, document=notice("Said."))


def place(thread: str | None = None) -> Place:
    return Place(platform="slack", tenant="T1", kind="public", id="C1", thread=thread)


def test_a_person_and_a_channel_of_the_same_id_are_two_conversations() -> None:
    person = letter(UserRef(platform="slack", tenant="T1", id="C1"))
    assert person.conversation != letter(place()).conversation


def test_a_thread_is_part_of_its_channels_conversation() -> None:
    assert letter(place()).conversation == letter(place("1793635200.000100")).conversation


def test_a_message_has_one_pending_edit_with_a_key_of_its_own() -> None:
    assert edit_key("prompt/7/2026-11-02") == edit_key("prompt/7/2026-11-02") != "prompt/7/2026-11-02"
    assert edit_key("prompt/7/2026-11-02") != edit_key("prompt/8/2026-11-02")
