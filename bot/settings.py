"""The environment, read once into one frozen Settings."""

from functools import cached_property
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SLACK = "https://slack.com/api/"


class Settings(BaseSettings):
    """What an installation can set. Names in the environment are the fields' names in capitals.

    Times are seconds; `pace_per_second` is notifications per second and workspace. A database that is not `durable`
    may lose its last moments when the machine fails: for rehearsals, whose database is thrown away.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_file=".env", env_file_encoding="utf-8")

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_api_url: str = SLACK
    database_url: str = "sqlite:///sel-cycle-bot.db"
    deleted_list: str = ""
    sel_admins: Annotated[tuple[str, ...], NoDecode] = ()
    pace_per_second: float = Field(default=5.0, gt=0)
    channel_gap: float = Field(default=1.0, ge=0)
    lease_seconds: float = Field(default=60.0, gt=0)
    send_timeout: float = Field(default=20.0, gt=0)
    claim_size: int = Field(default=3, ge=1, le=50)
    tick_seconds: float = Field(default=5.0, gt=0)
    answer_within: float = Field(default=2.5, gt=0)
    durable: bool = True
    sockets: int = Field(default=2, ge=1, le=10)

    @field_validator("sel_admins", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().lower() for part in value.replace(";", ",").split(",") if part.strip())
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @cached_property
    def timeout(self) -> float:
        """How long one request to the platform may take: always shorter than a lease."""
        return min(self.send_timeout, self.lease_seconds * 0.8)
