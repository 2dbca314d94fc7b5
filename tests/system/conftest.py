"""Fixtures of the system tests: real programs and real servers, on loopback alone.

    sluis               a running installation for all tests that do not break it (session)
    mailbox             the mail server behind it
    make_installation   makes installations that a test may break: make_installation(overrides={…}); removed after it
    own_sluis           one such, with the demo's settings

SLUIS_BUILD names the build to test (build/release by default), SLUIS_CORPUS a large corpus, SLUIS_KEEP keeps the folders.
"""
import pytest

from lib.installation import Installation


@pytest.fixture(scope="session")
def sluis():
    installation = Installation()
    yield installation
    installation.remove()


@pytest.fixture
def mailbox(sluis):
    return sluis.mailbox


@pytest.fixture
def make_installation():
    made = []

    def make(*arguments, **options):
        made.append(Installation(*arguments, **options))
        return made[-1]

    yield make
    for installation in made:
        installation.remove()


@pytest.fixture
def own_sluis(make_installation):
    return make_installation()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows the end of the log of the installation that it used."""
    outcome = yield
    report = outcome.get_result()
    if report.when != "call" or not report.failed:
        return
    used = [value for value in item.funcargs.values() if isinstance(value, Installation)]
    for installation in used:
        report.sections.append(("sluisd's log", installation.log()[-8000:]))
