"""Accounts and conversations that change: people of other workspaces, guests, new ids, new names, many channels."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_cast import ALMA, BASHIR, CHEN, GONE

from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.workspace import Workspace


async def refused(web: AsyncWebClient, method: str, **given: object) -> str:
    with pytest.raises(SlackApiError) as error:
        await web.api_call(method, data=given)
    return str(error.value.response["error"])


async def test_a_stranger_bears_another_team_and_is_not_found_by_e_mail(ws: Workspace, web: AsyncWebClient) -> None:
    stranger = ws.add(PersonSpec("Alma Too", ALMA, id="U0STRANGER", team="T0ELSEWHERE"), "team")
    user = (await web.users_info(user=stranger))["user"]
    assert (user["team_id"], user["is_stranger"], user["profile"]["email"]) == ("T0ELSEWHERE", True, ALMA)
    alma = (await web.users_lookupByEmail(email=ALMA))["user"]
    assert (alma["id"], alma["team_id"]) == (ws.world.person(ALMA).id, ws.world.team_id)
    assert "is_stranger" not in alma
    other = ws.add(PersonSpec("Elsewhere", "e@elsewhere.example", team="T0ELSEWHERE"))
    assert await refused(web, "users.lookupByEmail", email="e@elsewhere.example") == "users_not_found"
    assert (await web.users_info(user=other))["ok"]


@pytest.mark.parametrize(("guest", "said"), [("", (False, False)), ("multi", (True, False)), ("single", (True, True))])
async def test_guests_and_unconfirmed_e_mails_are_told(
    ws: Workspace, web: AsyncWebClient, guest: str, said: tuple[bool, bool]
) -> None:
    user = (await web.users_info(user=ws.add(PersonSpec("Gus", "gus@x.example", guest=guest, confirmed=False))))["user"]
    assert (user["is_restricted"], user["is_ultra_restricted"]) == said
    assert user["is_email_confirmed"] is False


async def test_an_account_is_made_again_under_its_e_mail(ws: Workspace, web: AsyncWebClient) -> None:
    with pytest.raises(ValueError, match="already"):
        ws.add(PersonSpec("Bashir", BASHIR, id="U0NEW"))
    old = ws.world.person(GONE).id
    ws.add(PersonSpec("Gwen", GONE, id="U0NEW"))
    assert (await web.users_lookupByEmail(email=GONE))["user"]["id"] == "U0NEW"
    assert (await web.users_info(user=old))["user"]["deleted"]
    ws.change_email(CHEN, "wu@riverbend.example")
    assert await refused(web, "users.lookupByEmail", email=CHEN) == "users_not_found"
    assert (await web.users_lookupByEmail(email="wu@riverbend.example"))["ok"]


async def test_a_conversation_with_a_new_id_is_not_there_under_the_old_one(ws: Workspace, web: AsyncWebClient) -> None:
    old = ws.dm(ALMA)
    posted = (await web.chat_postMessage(channel=old, text="hi"))["ts"]
    ws.change_id(old)
    assert await refused(web, "chat.postMessage", channel=old, text="ho") == "channel_not_found"
    assert await refused(web, "conversations.history", channel=old) == "channel_not_found"
    new = (await web.conversations_open(users=ws.world.person(ALMA).id))["channel"]["id"]
    assert new == ws.dm(ALMA) != old
    assert [each["ts"] for each in (await web.conversations_history(channel=new))["messages"]] == [posted]


async def test_channels_are_renamed_dropped_and_made_again(ws: Workspace, web: AsyncWebClient) -> None:
    team = ws.world.channel("team").id
    ws.rename("team", "crew")
    assert (await web.conversations_info(channel=team))["channel"]["name"] == "crew"
    again = ws.world.add_channel(ChannelSpec("team", (ALMA,)))
    assert again.id != team
    ws.drop("crew")
    assert await refused(web, "conversations.info", channel=team) == "channel_not_found"


async def test_the_bot_lists_where_it_is_itself(ws: Workspace, web: AsyncWebClient) -> None:
    ws.give_scope("groups:read")
    listed = (await web.users_conversations(types="public_channel,private_channel"))["channels"]
    assert [each["name"] for each in listed] == ["team", "closed", "inner"]
    assert all("is_member" not in each for each in listed)
    pages = [page async for page in await web.users_conversations(limit=1, exclude_archived=True)]
    assert [each["name"] for page in pages for each in page["channels"]] == ["team"]
    assert await refused(web, "users.conversations", limit=1000) == "invalid_limit"
    ws.take_scope("channels:read")
    assert await refused(web, "users.conversations") == "missing_scope"


@pytest.mark.parametrize(("method", "most"), [("users.conversations", 20), ("conversations.list", 20)])
async def test_lists_are_rationed(ws: Workspace, web: AsyncWebClient, method: str, most: int) -> None:
    for _ in range(most):
        await web.api_call(method)
    assert await refused(web, method) == "ratelimited"
