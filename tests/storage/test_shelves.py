"""The small shelves: what was heard, open forms, installations, where messages stand."""

from datetime import UTC, datetime, timedelta

from bot.domain.identity import MessageRef, PersonId, Place, TenantId, TenantRef
from storage import forms, inbox, installations, posts
from storage.store import Store

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)


async def test_a_happening_is_new_once(store: Store) -> None:
    heard = [await store.transact(inbox.first_time, key, now=NOW) for key in ("C1/1", "C1/1", "C1/2")]
    assert heard == [True, False, True]


async def test_a_form_is_found_by_its_token_alone(store: Store, lena: PersonId) -> None:
    token = await store.transact(
        forms.make, person=lena, kind="handoff.submit", subject={"day": "2026-11-02"}, now=NOW
    )
    other = await store.transact(forms.make, person=lena, kind="handoff.submit", subject={}, now=NOW)
    form = await store.read(forms.get, token)
    assert form == forms.OpenForm(
        token=token,
        person=lena,
        kind="handoff.submit",
        subject={"day": "2026-11-02"},
        used_at=None,
    )
    assert other != token
    assert await store.read(forms.get, f"{token}x") is None


async def test_a_form_sent_again_keeps_when_it_was_first_sent(store: Store, lena: PersonId) -> None:
    token = await store.transact(forms.make, person=lena, kind="handoff.submit", subject={}, now=NOW)
    await store.transact(forms.use, token, now=NOW)
    await store.transact(forms.use, token, now=LATER)
    form = await store.read(forms.get, token)
    assert form is not None
    assert form.used_at == NOW


async def test_an_open_form_can_come_to_be_about_something_else(store: Store, lena: PersonId) -> None:
    token = await store.transact(forms.make, person=lena, kind="handoff.submit", subject={"a": 1}, now=NOW)
    await store.transact(forms.change_subject, token, {"a": 2})
    form = await store.read(forms.get, token)
    assert form is not None
    assert form.subject == {"a": 2}


async def test_a_workspace_keeps_its_id_when_it_is_seen_again(store: Store, tenant: TenantId) -> None:
    ref = TenantRef(platform="slack", id="T1")
    again = await store.transact(
        installations.keep,
        ref,
        bot_user="U0",
        bot="B0",
        name="Acme Ltd",
        scopes=["im:write", "chat:write"],
        now=NOW,
    )
    assert again == tenant == await store.read(installations.tenant, ref)
    assert await store.read(installations.tenant, TenantRef(platform="teams", id="T1")) is None
    [known] = await store.read(installations.all)
    assert known == installations.Installation(
        tenant=tenant,
        ref=ref,
        bot_user="U0",
        bot="B0",
        name="Acme Ltd",
        scopes=("chat:write", "im:write"),
        seen_at=NOW,
    )


async def test_a_message_is_found_by_its_key_where_it_was_posted_last(store: Store, tenant: TenantId) -> None:
    place = Place(platform="slack", tenant="T1", kind="private", id="G1", thread="1.0")
    message = MessageRef(place=place, id="2.0")
    await store.transact(posts.add, "digest/1", tenant, MessageRef(place=place, id="1.5"))
    await store.transact(posts.add, "digest/1", tenant, message)
    assert await store.read(posts.get_many, ["digest/1", "digest/2"]) == {"digest/1": message}
    assert await store.read(posts.get_many, []) == {}
