"""Fetches a file that somebody sent: from Slack's own hosts alone, and never more of it than was asked for."""

from urllib.parse import SplitResult, urlsplit

import aiohttp

from bot.platform import PlatformError, TooLarge

OWN_HOSTS = ("slack.com", "slack-gov.com")
CHUNK = 64 * 1024


def is_ours(address: str, base_url: str) -> bool:
    """Whether the bot's token may be shown to this address.

    It may to Slack itself, over https; where the API is somewhere else (the local workspace), to that very server.
    """
    try:
        to, base = urlsplit(address), urlsplit(base_url)
        if to.username is not None or to.password is not None:
            return False
        host = next((each for each in OWN_HOSTS if _within(base, each)), None)
        if host is None:
            return (to.scheme, to.hostname, to.port) == (base.scheme, base.hostname, base.port)
        return to.scheme == "https" and to.port in (None, 443) and _within(to, host)
    except ValueError:
        return False


def _within(url: SplitResult, host: str) -> bool:
    return url.hostname == host or (url.hostname or "").endswith(f".{host}")


async def fetched(session: aiohttp.ClientSession, base_url: str, token: str, address: str, most: int) -> bytes:
    """The file's bytes. Raises TooLarge past `most`, PlatformError where it is not to be had.

    A redirect is not followed: it leads to Slack's sign-in, where the scope files:read is missing, or elsewhere.
    """
    if not is_ours(address, base_url):
        raise PlatformError("the file lies elsewhere")
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with session.get(address, headers=headers, allow_redirects=False) as answer:
            if answer.status != 200 or answer.content_type == "text/html":
                raise PlatformError(f"a file's address answered {answer.status} {answer.content_type}")
            if (answer.content_length or 0) > most:
                raise TooLarge(answer.content_length or 0)
            content = bytearray()
            async for chunk in answer.content.iter_chunked(CHUNK):
                content += chunk
                if len(content) > most:
                    raise TooLarge(len(content))
            return bytes(content)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise PlatformError(f"a file could not be fetched: {type(error).__name__}") from error
