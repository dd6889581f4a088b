"""Other programs in the workspace: apps, workflows and Slackbot, as Slack shows them to an app."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_cast import Started, client_of
from workspace_raw_socket import RawApp

from bot.workspace.starting_people import SLACKBOT, PersonSpec
from bot.workspace.workspace import EVENTS, Workspace

Json = dict[str, Any]
APP = PersonSpec("Roll Call", "", id="U0ROLLCALL", bot="app")
FLOW = PersonSpec("Weekly Form", "", id="U0FLOW", bot="workflow")


@pytest.fixture
async def ws(start: Started) -> Workspace:
    made = await start(events=EVENTS - {"member_joined_channel"})
    for program in (APP, FLOW, SLACKBOT):
        made.add(program, "team")
    return made


@pytest.fixture
def web(ws: Workspace) -> AsyncWebClient:
    return client_of(ws)


@pytest.mark.parametrize(
    ("who", "said"),
    [(APP, (True, False)), (FLOW, (True, True)), (SLACKBOT, (False, False))],
    ids=str,
)
async def test_an_account_says_whether_it_is_a_program_but_for_slackbots(
    ws: Workspace, web: AsyncWebClient, who: PersonSpec, said: tuple[bool, bool]
) -> None:
    user = (await web.users_info(user=str(who.id)))["user"]
    assert (user["is_bot"], user.get("is_workflow_bot", False)) == said
    assert "email" not in user["profile"]
    with pytest.raises(SlackApiError, match="invalid_user_combination"):
        await web.conversations_open(users=str(who.id))


async def test_a_program_speaks_as_what_it_is(ws: Workspace) -> None:
    async with RawApp(ws) as raw:
        for program in (APP, FLOW, SLACKBOT):
            await ws.say(str(program.id), "team", "@SEL Cycle Bot hello")
        await ws.say("USLACKBOT", ws.dm("USLACKBOT"), "A reminder")
        await ws.quiet()
        app, flow, slackbot, reminder = (payload["event"] for payload in raw.payloads)
    own = ws.world.bot_id
    assert [event["type"] for event in (app, flow, slackbot, reminder)] == ["app_mention"] * 3 + ["message"]
    assert (app["user"], app["bot_profile"]["name"]) == ("U0ROLLCALL", "Roll Call")
    assert app["bot_id"] == app["bot_profile"]["id"] != own
    assert "user" not in flow
    assert (flow["subtype"], flow["username"]) == ("bot_message", "Weekly Form")
    assert flow["bot_id"] not in (own, app["bot_id"])
    assert (slackbot["user"], slackbot["subtype"]) == ("USLACKBOT", "slackbot_response")
    assert reminder["user"] == "USLACKBOT"
    assert not {"subtype", "bot_id"} & reminder.keys()
