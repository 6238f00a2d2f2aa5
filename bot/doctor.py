"""`sunrelay doctor`: is everything there for the bot to run well, and if not, what to do about it."""

import shutil
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from bot.clock import Clock
from bot.domain.text import duration_words, list_words
from bot.log import hide, logger, without_secrets
from bot.settings import Role, Settings
from bot.slack.checkup import Answered, ask_to_listen, ask_who
from storage import schema
from storage.errors import AlreadyRunning, StoreError

# Slack signs with its clock, and what is signed more than five minutes ago is refused; a machine that is half
# a minute off asks people at times that they notice.
FAR_OFF = timedelta(minutes=5)
OFF = timedelta(seconds=30)

# Some country changes its rules every year: with rules that old somebody's evening is an hour off.
OLD_RULES = timedelta(days=2 * 365)

LEAST_FREE = 200 * 1024 * 1024

_REACH = "Check DATABASE_URL, that the server runs, and that this machine may reach it."
_NAME = "Let DATABASE_URL name a file of the bot's own, in a folder that the bot may write."
_LATER = "Start the version of the bot that it belongs to, or go back to a copy of the database from before."

APPS = "https://api.slack.com/apps"

State = Literal["fine", "look", "wrong"]

log = logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, how it is in words, and what mends it where it is not well."""

    about: str
    state: State
    says: str
    mend: str = ""


async def examine(settings: Settings, role: Role, *, clock: Clock) -> list[Finding]:
    """Look at everything that can be looked at from here; a running bot is not disturbed."""
    hide(settings.secrets)
    found = [*tokens(settings, role), *database(settings), *zones(clock.now())]
    if settings.slack_bot_token is not None:
        url, token = settings.slack_api_url, settings.slack_bot_token.get_secret_value()
        found += slack(url, await ask_who(api_url=url, token=token, clock=clock))
    if role != "worker" and settings.slack_app_token is not None:
        url, token = settings.slack_api_url, settings.slack_app_token.get_secret_value()
        found += listening(await ask_to_listen(api_url=url, token=token, clock=clock))
    return found


def written(findings: Sequence[Finding]) -> str:
    """Every finding in a line, what mends it below, and a last line that sums up."""
    lines: list[str] = []
    for one in findings:
        lines.append(f"{one.state:<6} {one.about}: {one.says}")
        lines += [f"       {one.mend}"] if one.mend else []
    wrong = sum(one.state == "wrong" for one in findings)
    look = sum(one.state == "look" for one in findings)
    if wrong:
        lines.append(f"The bot cannot run well: {wrong} to mend.")
    else:
        lines.append(f"The bot can run{f'; {look} to look at' if look else ''}.")
    return "\n".join(lines)


def well(findings: Sequence[Finding]) -> bool:
    """Whether nothing is wrong."""
    return all(one.state != "wrong" for one in findings)


async def told_at_start(settings: Settings, *, clock: Clock) -> None:
    """What is not well, as lines of the log: whoever starts the bot learns it from there."""
    found = [*zones(clock.now()), *room(settings)]
    if (token := settings.slack_bot_token) is not None:
        url = settings.slack_api_url
        found += slack(url, await ask_who(api_url=url, token=token.get_secret_value(), clock=clock))
    for one in found:
        if one.state != "fine":
            log.warning("doctor.found", about=one.about, says=one.says, mend=one.mend)


def tokens(settings: Settings, role: Role) -> Iterator[Finding]:
    """What the settings lack for this role."""
    lacking = settings.lacking(role=role)
    for line in lacking:
        says, _, mend = line.partition(": ")
        yield Finding(about="Settings", state="wrong", says=says, mend=_sentence(mend))
    if not lacking:
        over = "Socket Mode" if settings.socket_mode else f"HTTP on {settings.host}:{settings.port}"
        over = "nothing, as a worker" if role == "worker" else over
        yield Finding(about="Settings", state="fine", says=f"complete; listening over {over}")


def database(settings: Settings) -> Iterator[Finding]:
    """Whether it answers, has this version's tables, and room to grow."""
    name = "PostgreSQL" if settings.postgresql else f"SQLite file {_file(settings)}"
    try:
        step = schema.found(settings.database_url.get_secret_value())
    except AlreadyRunning:
        says = f"{name} is open in a running bot, which had the tables it needs as it started"
        yield Finding(about="Database", state="fine", says=says)
    except StoreError as error:
        mend = _REACH if settings.postgresql else _NAME
        yield Finding(
            about="Database", state="wrong", says=f"{name}: {without_secrets(f'{error}')}", mend=mend
        )
    else:
        yield _tables(settings, name, step)
    yield from room(settings)


def room(settings: Settings) -> Iterator[Finding]:
    """Whether the disk of a file has room for it to grow."""
    if settings.postgresql:
        return
    folder = _file(settings).absolute().parent
    if not folder.is_dir():
        mend = f"Make the folder: mkdir -p {folder}"
        yield Finding(about="Disk", state="wrong", says=f"{folder} is not there", mend=mend)
        return
    free = shutil.disk_usage(folder).free
    says = f"{free // (1024 * 1024):,} MB free at {folder}"
    if free < LEAST_FREE:
        mend = "Make room: a full disk stops the bot from remembering anything."
        yield Finding(about="Disk", state="wrong", says=says, mend=mend)
    else:
        yield Finding(about="Disk", state="fine", says=says)


def zones(now: datetime) -> Iterator[Finding]:
    """Whether the pinned rules about time zones are the ones in use, and not too old."""
    rules = version("tzdata")
    says = f"the rules of the package tzdata {rules}"
    if zoneinfo.TZPATH:
        says = f"the machine's rules in {zoneinfo.TZPATH[0]} come before the package's"
        yield Finding(about="Time zones", state="wrong", says=says, mend="Start the bot as `sunrelay run`.")
    elif now - _released(rules, now) > OLD_RULES:
        mend = "Take a newer one: pip install --upgrade tzdata, then start the bot again."
        yield Finding(about="Time zones", state="look", says=f"{says} are old", mend=mend)
    else:
        yield Finding(about="Time zones", state="fine", says=says)


def slack(url: str, answered: Answered) -> Iterator[Finding]:
    """What Slack says of the bot's token, and what the two clocks say of each other."""
    if answered.error is None:
        mend = "Check the network, a proxy, and SLACK_API_URL."
        yield Finding(about="Slack", state="wrong", says=f"no answer from {without_secrets(url)}", mend=mend)
        return
    if answered.error:
        mend = (
            f"Copy SLACK_BOT_TOKEN anew from {APPS}, your app, OAuth & Permissions; install it if it is not."
        )
        yield Finding(about="Slack", state="wrong", says=f"refuses the token ({answered.error})", mend=mend)
        return
    yield Finding(
        about="Slack", state="fine", says=f"{answered.name} in {answered.workspace or 'a workspace'}"
    )
    yield _scopes(answered)
    if answered.ahead is not None:
        yield _clock(answered.ahead)


def listening(answered: Answered) -> Iterator[Finding]:
    """Whether Socket Mode can begin with the app-level token."""
    if answered.error is None:
        mend = "Check the network, a proxy, and SLACK_API_URL."
        yield Finding(about="Socket Mode", state="wrong", says="no answer", mend=mend)
    elif answered.error:
        mend = (
            f"At {APPS}, your app: turn Socket Mode on, and under Basic Information make an app-level token "
            "with the scope connections:write for SLACK_APP_TOKEN."
        )
        yield Finding(about="Socket Mode", state="wrong", says=f"refused ({answered.error})", mend=mend)
    else:
        yield Finding(about="Socket Mode", state="fine", says="Slack lets the bot listen")


def _tables(settings: Settings, name: str, step: str) -> Finding:
    newest = schema.newest()
    if step == newest:
        return Finding(about="Database", state="fine", says=f"{name} has the tables of step {newest}")
    if step > newest:
        says = f"{name} has the tables of a later version, step {step}; this one knows step {newest}"
        return Finding(about="Database", state="wrong", says=says, mend=_LATER)
    if settings.postgresql:
        says, mend = f"{name} answers, its tables are not those of this version", "Run: sunrelay upgrade"
        return Finding(about="Database", state="wrong", says=says, mend=mend)
    return Finding(about="Database", state="fine", says=f"{name} is made or brought up to date at the start")


def _scopes(answered: Answered) -> Finding:
    if not answered.missing:
        return Finding(about="Scopes", state="fine", says="all that the bot needs are granted")
    mend = (
        f"At {APPS}, your app, App Manifest: paste what `sunrelay manifest` prints, save, and install "
        "the app to the workspace again."
    )
    return Finding(
        about="Scopes", state="wrong", says=f"{list_words(answered.missing)} not granted", mend=mend
    )


def _clock(ahead: timedelta) -> Finding:
    apart = abs(ahead)
    if apart <= OFF:
        return Finding(about="Clock", state="fine", says="agrees with Slack's")
    side = "ahead of" if ahead > timedelta() else "behind"
    return Finding(
        about="Clock",
        state="wrong" if apart >= FAR_OFF else "look",
        says=f"this machine is {duration_words(apart)} {side} Slack",
        mend="Let the machine set its clock by the network: timedatectl set-ntp true",
    )


def _file(settings: Settings) -> Path:
    return Path(settings.database_url.get_secret_value().removeprefix("sqlite:///"))


def _released(rules: str, now: datetime) -> datetime:
    """The beginning of the year whose rules they are: `2026.6`."""
    year = int(rules[:4]) if rules[:4].isdecimal() else now.year
    return now.replace(year=year, month=1, day=1)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
