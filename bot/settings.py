"""What the outside decides: one frozen class, read once, seen by `app.py` and `__main__.py` alone."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

Role = Literal["all", "web", "worker"]
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_POSTGRES = re.compile(r"^postgres(ql)?(\+psycopg)?://")


def _plain(value: object) -> str:
    return (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()


def _bot_token(value: object) -> object:
    if value is not None and not re.fullmatch(r"xoxb-[\w-]+", _plain(value)):
        raise ValueError(
            "is no bot token: copy the one that starts with xoxb- from your app's page, OAuth & Permissions"
        )
    return value if value is None else _plain(value)


def _app_token(value: object) -> object:
    if value is not None and not re.fullmatch(r"xapp-[\w-]+", _plain(value)):
        raise ValueError(
            "is no app-level token: make one with the scope connections:write under Basic Information; "
            "it starts with xapp-"
        )
    return value if value is None else _plain(value)


def _signing_secret(value: object) -> object:
    if value is not None and not re.fullmatch(r"\w{16,}", _plain(value)):
        raise ValueError("is no signing secret: copy it from your app's page, Basic Information")
    return value if value is None else _plain(value)


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


def _log_level(value: object) -> object:
    if _plain(value).lower() not in {"debug", "info", "warning", "error"}:
        raise ValueError("must be debug, info, warning or error")
    return _plain(value).lower()


def _log_format(value: object) -> object:
    if _plain(value).lower() not in {"text", "json"}:
        raise ValueError("must be text or json")
    return _plain(value).lower()


class Settings(BaseSettings):
    """Every setting, under its name in lower case. Checked one by one here, and together by `lacking`."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    slack_bot_token: Annotated[SecretStr | None, BeforeValidator(_bot_token)] = Field(
        default=None, description="The bot's token, xoxb-…"
    )
    slack_app_token: Annotated[SecretStr | None, BeforeValidator(_app_token)] = Field(
        default=None, description="The app-level token, xapp-…; set, the bot listens over Socket Mode"
    )
    slack_signing_secret: Annotated[SecretStr | None, BeforeValidator(_signing_secret)] = Field(
        default=None, description="What Slack signs its requests with; needed to listen over HTTP"
    )
    slack_api_url: Annotated[str, BeforeValidator(_api_url)] = Field(
        default="https://slack.com/api/", description="Where the Web API is"
    )
    database_url: Annotated[SecretStr, BeforeValidator(_database_url)] = Field(
        default=SecretStr("sqlite:///sunrelay.db"), description="sqlite:///FILE or postgresql://…"
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="The address to listen on over HTTP")
    port: Annotated[int | None, BeforeValidator(_port)] = Field(
        default=None, description="The port to listen on over HTTP; needed there"
    )
    log_level: Annotated[LogLevel, BeforeValidator(_log_level)] = Field(
        default="info", description="debug, info, warning or error"
    )
    log_format: Annotated[LogFormat, BeforeValidator(_log_format)] = Field(
        default="text", description="text for people, json for machines"
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
    def postgresql(self) -> bool:
        """Whether several processes may share the database."""
        return self.database_url.get_secret_value().startswith("postgresql")

    def lacking(self, *, role: Role) -> list[str]:
        """What must be set before the bot can run in this role, a line each; empty when all is there."""
        lines = []
        if self.slack_bot_token is None:
            lines.append(
                "SLACK_BOT_TOKEN is not set: copy the token that starts with xoxb- from your app's page, "
                "OAuth & Permissions"
            )
        if role != "worker" and not self.socket_mode:
            lines += self._lacking_to_listen()
        if role != "all" and not self.postgresql:
            lines.append(
                f"DATABASE_URL must name a PostgreSQL database for --role {role}: "
                "SQLite serves one process, which is both roles"
            )
        return lines

    def _lacking_to_listen(self) -> list[str]:
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
    return [f"{str(one['loc'][0]).upper()} {_wrong(one['msg'])}" for one in error.errors(include_input=False)]


def _wrong(message: str) -> str:
    return message.removeprefix("Value error, ")
