import pytest

from feed import whole_feed


@pytest.fixture(scope="session")
def whole(service) -> dict[str, list]:
    """The whole feed over the sample data."""
    feed = whole_feed(service)
    assert len(feed["services"]) >= 250
    return feed
