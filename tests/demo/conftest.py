"""The story and its files, told once for all tests of the room."""

from pathlib import Path

import pytest

from landrelease.demo import files, story
from landrelease.demo.story import Story


@pytest.fixture(scope="session")
def told() -> Story:
    return story.tell()


@pytest.fixture(scope="session")
def again() -> Story:
    """The same seed told a second time."""
    return story.tell()


@pytest.fixture(scope="session")
def other() -> Story:
    """Another seed, one in which some scenes must do with a second-best site."""
    return story.tell(7)


@pytest.fixture(scope="session")
def incoming(told: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / files.FOLDER
    files.write(told, folder)
    return folder
