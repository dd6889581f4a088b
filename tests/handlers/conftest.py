"""Fixtures that several files of handlers' tests share."""

from pathlib import Path

import pytest

from handlers.digest.routes import feature
from pdsa.plan import Plan
from tests.handlers.digest.a_year import live
from tests.handlers.ready_desk_databases import prepared


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    """Riverbend's year, lived to 20 May: a database to copy."""
    return prepared(tmp_path_factory.mktemp("year"), feature, plan, "2026-08-17 08:00", live)
