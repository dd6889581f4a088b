"""What Slack's refusals mean: the notification's fault, the whole workspace's or a part's, or nobody knows."""

import math
from collections.abc import Iterable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.platform import Busy, Gone, NotLetIn, NotThere, PlatformError, Unavailable, Undeliverable, Unsure
from pdsa.chat_outages import OutagePart
from pdsa.send_delay_limit import LONGEST_WAIT
from pdsa.text import noted, with_values

PROXY = with_values(noted("something between me and the chat, such as a proxy, refuses what I send (HTTP {status})"))
NO_PERMISSION = with_values(noted("I lack a permission there ({scope}): add it and install me again"))
SHUT_OUT = with_values(noted("I am not let in ({code})"))
DEFAULT_WAIT = 30.0
"""Seconds to wait where Slack asks for patience and does not say how long."""
UNKNOWN_FATE = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
NOT_LET_IN = {
    "not_authed", "token_expired", "not_allowed_token_type", "access_denied", "team_access_not_granted",
    "team_added_to_org", "enterprise_is_restricted", "ekm_access_denied", "org_login_required", "accesslimited",
}  # fmt: skip
"""Codes that speak of the bot's access as a whole, beside those that have words of their own."""
GONE = {"channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled"}
"""Codes that say that a conversation or an account is not there, or is none for us any more."""
SCOPES_OF = {
    OutagePart.POSTS: ("chat:",),
    OutagePart.TALKS: ("im:write",),
    OutagePart.FILES: ("files:",),
}
"""By what the scopes that a part needs begin; all others find people and channels, or look something up."""


def meaning(error: SlackApiError, method: str) -> PlatformError:
    """The platform's word for what came in place of an answer to this method."""
    response: Any = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 200)
    data: Any = getattr(response, "data", response)
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Busy(_patience(getattr(response, "headers", {}).get("Retry-After")))
    if status >= 500 or code in UNKNOWN_FATE:
        return Unsure(code or f"answered {status}")
    if not code:
        return _no_answer(status)
    return _of_code(code, data, method)


def no_answer() -> Unavailable:
    """Something answered in Slack's place, as if all were well: whether Slack did its part, nobody knows."""
    return Unavailable(
        OutagePart.WORKSPACE, noted("something between me and the chat answers in its place"), arrived=True
    )


def _no_answer(status: int) -> PlatformError:
    if status < 400:
        return no_answer()
    return Unavailable(OutagePart.WORKSPACE, PROXY.format(status=status))


def _of_code(code: str, data: Any, method: str) -> PlatformError:
    if why := access(code):
        return NotLetIn(why)
    if code == "missing_scope":
        needed = str(data.get("needed") or "")
        return Unavailable(_part(needed, method), NO_PERMISSION.format(scope=needed or code))
    if code == "messages_tab_disabled":
        return Unavailable(
            OutagePart.TALKS, noted("private talk with me is switched off (App Home, Messages tab): switch it on again")
        )
    if code == "message_not_found":
        return NotThere(code)
    if why := reason(code):
        return Gone(why) if code in GONE else Undeliverable(why)
    return PlatformError(" ".join([code, *_details(data)]))


def access(code: str) -> str | None:
    """Why Slack does not let the bot in at all, in words for whoever set it up; None for other codes."""
    reasons = {
        "account_inactive": noted("my own account was switched off: install me again"),
        "token_revoked": noted("my access was taken back: install me again"),
        "invalid_auth": noted("my token is not valid: check SLACK_BOT_TOKEN and SLACK_APP_TOKEN"),
    }
    return reasons.get(code) or (SHUT_OUT.format(code=code) if code in NOT_LET_IN else None)


def reason(code: str) -> str | None:
    """Why Slack will never deliver, in words for a lead; None for codes that are not about that."""
    reasons = {
        "user_disabled": noted("has a chat account that is switched off"),
        "is_archived": noted("the channel is archived: choose another one in `setup`"),
        "not_in_channel": noted("I am not in that channel: invite me there with /invite"),
        "channel_not_found": noted("I find no such channel: check its name in `setup`, and invite me if it is private"),
        "restricted_action": noted("the workspace does not let me post there: ask its admin"),
        "cannot_dm_bot": noted("is a bot"),
        "user_not_found": noted("has no chat account"),
        "users_not_found": noted("has no chat account under that e-mail"),
    }
    return reasons.get(code)


def _part(needed: str, method: str) -> OutagePart:
    """What does not work without a scope; where Slack does not name it, what the method is for."""
    methods = {"chat.": OutagePart.POSTS, "conversations.open": OutagePart.TALKS, "files.": OutagePart.FILES}
    for part, begins in SCOPES_OF.items():
        if needed.startswith(begins):
            return part
    found = (part for begins, part in methods.items() if method.startswith(begins))
    return OutagePart.LOOKUPS if needed else next(found, OutagePart.LOOKUPS)


def _patience(said: str | None) -> float:
    """Seconds to wait, as Slack said; the default where that is no number."""
    try:
        wait = float(said or "")
    except ValueError:
        return DEFAULT_WAIT
    return min(wait, LONGEST_WAIT.total_seconds()) if math.isfinite(wait) and wait >= 0 else DEFAULT_WAIT


def _details(data: Any) -> Iterable[str]:
    messages = (data.get("response_metadata") or {}).get("messages") or []
    return [str(each) for each in [*(data.get("errors") or []), *messages]][:5]
