"""What the tests share: one cluster, one filled database, and one service over a copy of it, for the whole session."""

import itertools
import os
import signal

import pytest

from harness import Cluster, Database, Service

# scripts/test passes TERM on; as an interrupt it lets the fixtures end what they started.
signal.signal(signal.SIGTERM, signal.default_int_handler)

# Everything the tests talk to is on this machine, with certificates of their own.
for name in [each for each in os.environ if each.lower().endswith("_proxy")] + ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]:
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    return Cluster("test").start()


@pytest.fixture(scope="session")
def sample(cluster) -> Database:
    """A database with the sample data, which nobody serves: a template for copies."""
    return cluster.create("sample").filled()


@pytest.fixture(scope="session")
def copy_of_sample(cluster, sample):
    """Makes databases with the sample data."""
    numbers = itertools.count(1)
    return lambda: cluster.create(f"copy_{next(numbers)}", template=sample.name)


@pytest.fixture(scope="session")
def service(copy_of_sample, tmp_path_factory):
    """A service over the sample data, for tests that only read."""
    service = Service(copy_of_sample().environment(), tmp_path_factory.mktemp("service") / "log")
    try:
        yield service.start()
    finally:
        service.stop()


@pytest.fixture
def serve(tmp_path):
    """Starts services for one test: `serve(database, SEND_X="…")`."""
    services = []

    def serve(database: Database | None = None, ready: bool = True, **settings: str) -> Service:
        own = (database.environment() if database else {}) | settings
        services.append(Service(own, tmp_path / f"service-{len(services)}.log"))
        return services[-1].start(ready)

    yield serve
    for each in services:
        each.stop()
