"""A policy is kept as what differs from the default, and comes back as it was."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.team import Policy
from storage.policies import policy_from, policy_json
from tests.domain.given import weeks

minutes = st.integers(0, 600).map(lambda count: timedelta(minutes=count))
policies = st.builds(
    Policy,
    lead=minutes,
    reminder=minutes,
    snooze=minutes,
    gather=minutes,
    late=minutes,
    digest_minute=st.integers(0, 24 * 60 - 1),
    week=weeks(),
)


@given(policies)
def test_it_comes_back_as_it_was(policy: Policy) -> None:
    assert policy_from(policy_json(policy)) == policy


def test_the_default_is_nothing_so_a_better_one_reaches_everyone() -> None:
    assert policy_json(Policy()) == {}
    assert policy_json(Policy(lead=timedelta(minutes=20))) == {"lead": 1200}
