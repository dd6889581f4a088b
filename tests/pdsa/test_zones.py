"""A zone is a region's: what is one, and what is meant by names that are none."""

from zoneinfo import available_timezones

import pytest

from pdsa.zones import is_region, region, regions, regions_meant

DENVER, PHOENIX, NEW_YORK = "America/Denver", "America/Phoenix", "America/New_York"
MEANT = {
    "EST": [NEW_YORK], "EDT": [NEW_YORK], "ET": [NEW_YORK], "Eastern": [NEW_YORK],
    "Eastern Time (US & Canada)": [NEW_YORK],
    "US/Eastern": [NEW_YORK], "EST5EDT": [NEW_YORK], "Etc/GMT+5": [NEW_YORK], "UTC-5": [NEW_YORK],
    "UTC−05:00": [NEW_YORK],
    "MST": [DENVER, PHOENIX], "MT": [DENVER, PHOENIX], "mountain time": [DENVER, PHOENIX],
    "Mountain Standard Time": [DENVER, PHOENIX], "Etc/GMT+7": [DENVER, PHOENIX], "GMT-7": [DENVER, PHOENIX],
    "MDT": [DENVER], "US/Mountain": [DENVER], "MST7MDT": [DENVER], "Navajo": [DENVER],
    "US Mountain Standard Time": [PHOENIX], "US/Arizona": [PHOENIX], "MST (Arizona)": [PHOENIX], "Arizona": [PHOENIX],
    "CT": ["America/Chicago"], "CST": ["America/Chicago"], "US/Central": ["America/Chicago"],
    "PT": ["America/Los_Angeles"], "Pacific": ["America/Los_Angeles"], "PST8PDT": ["America/Los_Angeles"],
    "AKT": ["America/Anchorage"], "US/Alaska": ["America/Anchorage"],
    "HST": ["Pacific/Honolulu"], "Hawaiian Standard Time": ["Pacific/Honolulu"],
    "Canada/Mountain": ["America/Edmonton"], "Central European Time": ["Europe/Berlin", "Europe/Paris"],
    "Denver": [DENVER], "Amercia/Denver": [DENVER], "posix/America/Denver": [DENVER], "Singapore": ["Asia/Singapore"],
    "localtime": [], "Factory": [], "UTC": [], "Etc/UTC": [], "Zulu": [], "Greenland or so": [], "": [],
}  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), MEANT.items())
def test_what_is_no_region_and_what_is_meant(said: str, meant: list[str]) -> None:
    assert region(said) == ""
    assert not is_region(said)
    assert list(regions_meant(said)) == meant


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (PHOENIX, PHOENIX),
        ("Pacific/Honolulu", "Pacific/Honolulu"),
        ("america/new york", NEW_YORK),
        ("America / Denver", DENVER),
        ("America/North_Dakota/Center", "America/North_Dakota/Center"),
        ("America/Port\u2011au\u2011Prince", "America/Port-au-Prince"),
        ("Europe/Dublin ", "Europe/Dublin"),
    ],
)
def test_regions_are_found_however_they_are_typed(said: str, name: str) -> None:
    assert region(said) == name


def test_no_fixed_distance_and_no_alias_of_a_country_is_a_region() -> None:
    others = available_timezones() - set(regions())
    assert {"EST", "MST", "HST", "Factory", "UTC", "US/Eastern", "Etc/GMT+7", "Navajo", "CET"} <= others
    assert all(each.split("/")[0] not in ("America", "Pacific", "Europe") for each in others)


def test_whatever_is_offered_may_be_set() -> None:
    for said in (*available_timezones(), *MEANT):
        assert all(is_region(each) for each in regions_meant(said))
