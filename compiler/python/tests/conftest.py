"""The image of the sample catalogue that the tests ask: `MATTER_IMAGE`."""

import os

import matter
import pytest


@pytest.fixture(scope="session")
def image() -> str:
    return os.environ["MATTER_IMAGE"]


@pytest.fixture()
def catalogue(image):
    with matter.open(image) as opened:
        yield opened
