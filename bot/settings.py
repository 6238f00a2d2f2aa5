"""What the outside decides: one frozen class, read once, seen by `app.py` and `__main__.py` alone."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from storage.vault import is_key

Role = Literal["all", "web", "worker"]
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]

MOST_DAYS = 36_500

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_PASSWORD = re.compile(r"^[^/]*://[^/@:]*:(.*)@")
_POSTGRES = re.compile(r"^postgres(ql)?(\+psycopg)?://")


def _plain(value: object) -> str:
    return (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()


def _like(pattern: str, says: str) -> BeforeValidator:
    """Whole words of that form, or nothing."""

    def checked(value: object) -> object:
        if value is not None and not re.fullmatch(pattern, _plain(value)):
            raise ValueError(says)
        return value if value is None else _plain(value)

    return BeforeValidator(checked)


_ON_PAGE = "copy it from your app's page, Basic Information"
_COPY_BOT = "copy the one that starts with xoxb- from your app's page, OAuth & Permissions"
_BOT_TOKEN = _like(r"xoxb-[\w-]+", f"is no bot token: {_COPY_BOT}")
_APP_TOKEN = _like(
    r"xapp-[\w-]+",
    "is no app-level token: make one with the scope connections:write under Basic Information; "
    "it starts with xapp-",
)
_SIGNING_SECRET = _like(r"\w{16,}", f"is no signing secret: {_ON_PAGE}")
_CLIENT_ID = _like(r"[\w.-]+", f"is no client id: {_ON_PAGE}")
_CLIENT_SECRET = _like(r"\w{16,}", f"is no client secret: {_ON_PAGE}")


def _encryption_keys(value: object) -> object:
    keys = keys_in(_plain(value)) if value is not None else ()
    if value is not None and not (keys and all(is_key(one) for one in keys)):
        raise ValueError(
            "must be keys of 32 bytes in URL-safe base64, the newest first, with commas between: make one "
            "with head -c 32 /dev/urandom | base64 | tr +/ -_"
        )
    return value if value is None else ",".join(keys)


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of ENCRYPTION_KEYS, newest first."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _public_url(value: object) -> object:
    if value is None:
        return None
    parts = urlsplit(_plain(value))
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not secure or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("is no address that Slack can come back to: write it as https://YOUR.HOST")
    return _plain(value).rstrip("/")


def _api_url(value: object) -> object:
    parts = urlsplit(_plain(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is no address: leave it out to use https://slack.com/api/")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError("would send tokens unencrypted: use https://, or http:// on this machine only")
    return _plain(value).rstrip("/") + "/"


def _database_url(value: object) -> object:
    url = _plain(value)
    if _POSTGRES.match(url):
        return _POSTGRES.sub("postgresql+psycopg://", url)
    if url.startswith("sqlite:///"):
        return url
    raise ValueError(
        "is no database this bot knows: use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )


def _port(value: object) -> object:
    if value is not None and not (_plain(value).isdecimal() and int(_plain(value)) <= 65535):
        raise ValueError("must be a whole number up to 65535, or 0 for any free port")
    return value


def _posts_per_minute(value: object) -> object:
    if not (_plain(value).isdecimal() and 1 <= int(_plain(value)) <= 100_000):
        raise ValueError("must be a whole number from 1 to 100000")
    return value


def _log_level(value: object) -> object:
    if _plain(value).lower() not in {"debug", "info", "warning", "error"}:
        raise ValueError("must be debug, info, warning or error")
    return _plain(value).lower()


def _log_format(value: object) -> object:
    if _plain(value).lower() not in {"text", "json"}:
        raise ValueError("must be text or json")
    return _plain(value).lower()


# The fewest days that keep what the bot promises, and which promise that is.
LEAST_DAYS: Mapping[str, tuple[int, str]] = {
    "retention_inbox": (2, "Slack delivers again for a day"),
    "retention_outbox": (15, "/sunrelay why answers for 14 days"),
    "retention_evenings": (18, "/sunrelay why answers for 14 days, and the ledger is looked at for 17"),
    "retention_forms": (7, "an open form may be sent after a week-end"),
    "retention_lines": (7, "a line may wait for its hand-off over a week-end"),
    "retention_notes": (15, "a morning note is kept current for 14 days"),
    "retention_nudges": (61, "what was declined in a channel counts for 60 days"),
    "retention_handoffs": (30, "a month of hand-offs is linked from digests and notes"),
}


def _days(value: object, info: ValidationInfo) -> object:
    least, because = LEAST_DAYS[str(info.field_name)]
    if value is None:
        return None
    if not _plain(value).isdecimal() or not least <= int(_plain(value)[:9]) <= MOST_DAYS:
        raise ValueError(f"must be a whole number of days from {least} to {MOST_DAYS}: {because}")
    return int(_plain(value))


Days = Annotated[int, BeforeValidator(_days)]


class Settings(BaseSettings):
    """Every setting, under its name in lower case. Checked one by one here, and together by `lacking`."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    slack_bot_token: Annotated[SecretStr | None, _BOT_TOKEN] = Field(
        default=None, description="The bot's token, xoxb-…"
    )
    slack_app_token: Annotated[SecretStr | None, _APP_TOKEN] = Field(
        default=None, description="The app-level token, xapp-…; set, the bot listens over Socket Mode"
    )
    slack_signing_secret: Annotated[SecretStr | None, _SIGNING_SECRET] = Field(
        default=None, description="What Slack signs its requests with; needed to listen over HTTP"
    )
    slack_client_id: Annotated[str | None, _CLIENT_ID] = Field(
        default=None, description="The app's client id; set, any workspace can install the bot"
    )
    slack_client_secret: Annotated[SecretStr | None, _CLIENT_SECRET] = Field(
        default=None, description="The app's client secret; needed with the client id"
    )
    encryption_keys: Annotated[SecretStr | None, BeforeValidator(_encryption_keys)] = Field(
        default=None, description="What locks the workspaces' tokens, newest first; needed with the client id"
    )
    public_url: Annotated[str | None, BeforeValidator(_public_url)] = Field(
        default=None,
        description="Where browsers and Slack reach the bot, https://…; needed with the client id",
    )
    slack_api_url: Annotated[str, BeforeValidator(_api_url)] = Field(
        default="https://slack.com/api/", description="Where the Web API is"
    )
    slack_posts_per_minute: Annotated[int, BeforeValidator(_posts_per_minute)] = Field(
        default=300, description="How many messages a minute Slack takes from the bot in a workspace"
    )
    database_url: Annotated[SecretStr, BeforeValidator(_database_url)] = Field(
        default=SecretStr("sqlite:///sunrelay.db"), description="sqlite:///FILE or postgresql://…"
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="The address to listen on over HTTP")
    port: Annotated[int | None, BeforeValidator(_port)] = Field(
        default=None, description="The port to listen on over HTTP; needed there"
    )
    ops_host: str = Field(
        default="127.0.0.1", min_length=1, description="The address of the operations endpoint"
    )
    ops_port: Annotated[int | None, BeforeValidator(_port)] = Field(
        default=None,
        description="Its port, which serves /healthz, /readyz and /metrics; without one there is none",
    )
    log_level: Annotated[LogLevel, BeforeValidator(_log_level)] = Field(
        default="info", description="debug, info, warning or error"
    )
    log_format: Annotated[LogFormat, BeforeValidator(_log_format)] = Field(
        default="text", description="text for people, json for machines"
    )
    retention_inbox: Days = Field(default=7, description="Days that the ids of heard messages are kept")
    retention_outbox: Days = Field(default=30, description="Days that messages are kept once they were sent")
    retention_evenings: Days = Field(
        default=400, description="Days that it is kept when people were asked and what came of it"
    )
    retention_forms: Days = Field(default=30, description="Days that a form that was opened can be sent")
    retention_lines: Days = Field(default=30, description="Days that a line kept for a hand-off is kept")
    retention_notes: Days = Field(default=30, description="Days that it is kept what morning notes told")
    retention_nudges: Days = Field(
        default=180,
        description="Days that it is kept what became of messages without context, or in a hurry",
    )
    retention_handoffs: Annotated[int | None, BeforeValidator(_days)] = Field(
        default=None,
        description="Days that a hand-off is kept once its steps are finished; empty: until it is deleted",
    )

    @classmethod
    def settings_customise_sources(  # noqa: PLR0917  # pydantic's signature
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is passed in, then a file; the process's environment only through `load`."""
        return init_settings, dotenv_settings

    @property
    def socket_mode(self) -> bool:
        """Socket Mode when there is an app-level token, else HTTP."""
        return self.slack_app_token is not None

    @property
    def many(self) -> bool:
        """Any workspace may install the bot when there is a client id; else it has the one of its token."""
        return self.slack_client_id is not None

    @property
    def postgresql(self) -> bool:
        """Whether several processes may share the database."""
        return self.database_url.get_secret_value().startswith("postgresql")

    @property
    def secrets(self) -> list[str]:
        """What nobody is to read: tokens, keys, and the database's password as it is typed and as it is."""
        held = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret)
        more = (self.slack_client_secret, self.encryption_keys)
        texts = ",".join(one.get_secret_value() for one in (*held, *more) if one is not None)
        typed: list[str] = _PASSWORD.findall(self.database_url.get_secret_value())
        return [*keys_in(texts), *typed, *(unquote(one) for one in typed)]

    def lacking(self, *, role: Role) -> list[str]:
        """What must be set before the bot can run in this role, a line each; empty when all is there."""
        lines = self._lacking_for_many() if self.many else self._lacking_for_one()
        if role != "worker" and not self.socket_mode:
            lines += self._lacking_to_listen()
        if role != "all" and not self.postgresql:
            lines.append(
                f"DATABASE_URL must name a PostgreSQL database for --role {role}: "
                "SQLite serves one process, which is both roles, and commands reach that one"
            )
        return lines

    def _lacking_for_one(self) -> list[str]:
        if self.slack_bot_token is not None:
            return []
        return [f"SLACK_BOT_TOKEN is not set: {_COPY_BOT}"]

    def _lacking_for_many(self) -> list[str]:
        """What installing needs, and what does not go with it."""
        make = "make a key: head -c 32 /dev/urandom | base64 | tr +/ -_"
        asked = {
            "SLACK_CLIENT_SECRET": (self.slack_client_secret, _ON_PAGE),
            "ENCRYPTION_KEYS": (self.encryption_keys, make),
            "PUBLIC_URL": (self.public_url, "say where Slack and browsers reach the bot, https://YOUR.HOST"),
        }
        lines = [f"{name} is not set: {mend}" for name, (value, mend) in asked.items() if value is None]
        if self.slack_bot_token is not None:
            lines.append(
                "SLACK_BOT_TOKEN does not go with SLACK_CLIENT_ID: each workspace gets a token of its own "
                "as it installs the bot; leave one of the two out"
            )
        if self.slack_app_token is not None:
            lines.append(
                "SLACK_APP_TOKEN does not go with SLACK_CLIENT_ID, which listens over HTTP: leave it out"
            )
        return lines

    def _lacking_to_listen(self) -> list[str]:
        if self.many and self.slack_signing_secret is None:
            return [f"SLACK_SIGNING_SECRET is not set: {_ON_PAGE}"]
        if self.slack_signing_secret is None:
            return [
                "SLACK_APP_TOKEN is not set: make an app-level token with the scope connections:write on "
                "your app's page, Basic Information; or, to listen over HTTP, set SLACK_SIGNING_SECRET "
                "and PORT"
            ]
        if self.port is None:
            return ["PORT is not set: with SLACK_SIGNING_SECRET the bot listens over HTTP and needs a port"]
        return []


def load(environ: Mapping[str, str], *, env_file: Path | None = Path(".env")) -> Settings:
    """The settings from an environment and, where that is silent, from a file. Raises `ValidationError`.

    An empty value counts as not set, since that is what a line of `.env.example` left alone gives.
    """
    given = {name: environ[name.upper()] for name in Settings.model_fields if environ.get(name.upper())}
    return Settings(_env_file=env_file, **given)  # type: ignore[arg-type]  # strings, which the fields check


def problems(error: ValidationError) -> list[str]:
    """One line for each setting that is wrong: its name, what is wrong, what to do. Never its value."""
    return [
        f"{str(one['loc'][0]).upper()} {one['msg'].removeprefix('Value error, ')}"
        for one in error.errors(include_input=False)
    ]
