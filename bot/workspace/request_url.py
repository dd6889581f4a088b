"""An app's request address: where payloads go, signed, for an app that has no sockets."""

import hashlib
import hmac
import json
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from bot.workspace.records import Json
from bot.workspace.sockets import Ack

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


class RequestUrl:
    """Sends what would go over a socket as a request of its own (docs.slack.dev, verifying requests from Slack).

    `within` is how many seconds of the machine's time an answer may take. ValueError for an address that is not on
    this machine.
    """

    def __init__(self, url: str, secret: str, within: float) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
            raise ValueError("The local workspace sends to this machine only")
        self._url = url
        self._secret = secret.encode()
        self._timeout = aiohttp.ClientTimeout(total=within)

    async def send(self, envelope: Json) -> Ack:
        """Send a payload; what is answered counts as its acknowledgement."""
        body, headers = self._request(envelope)
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(self._url, data=body, headers=headers) as answer,
            ):
                if answer.status != HTTPStatus.OK:
                    return Ack(False, why="http_client" if answer.status < 500 else "http_service")
                return Ack(True, _acknowledged(await answer.text()))
        except TimeoutError:
            return Ack(False, why="timeout")
        except aiohttp.ClientError:
            return Ack(False, why="http_client")

    def _request(self, envelope: Json) -> tuple[bytes, dict[str, str]]:
        payload = envelope["payload"]
        kind = _FORM
        if envelope["type"] == "slash_commands":
            words = urlencode(
                {name: str(value).lower() if value is False else value for name, value in payload.items()}
            )
        elif envelope["type"] == "interactive":
            words = urlencode({"payload": json.dumps(payload)})
        else:
            words, kind = json.dumps(payload), _JSON
        now = str(int(time.time()))
        signed = hmac.new(self._secret, f"v0:{now}:{words}".encode(), hashlib.sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={signed}"}
        if envelope.get("retry_attempt"):
            reason = "http_timeout" if envelope["retry_reason"] == "timeout" else "http_error"
            headers |= {"X-Slack-Retry-Num": str(envelope["retry_attempt"]), "X-Slack-Retry-Reason": reason}
        return words.encode(), headers


def _acknowledged(text: str) -> Json | None:
    """The answer's payload: an object, or words alone as a message's text."""
    try:
        payload: Any = json.loads(text)
    except ValueError:
        payload = text
    if isinstance(payload, dict):
        return payload
    return {"text": str(payload)} if payload else None
