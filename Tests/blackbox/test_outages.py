"""The database fails in every way it can: only 503s meanwhile, no wrong answer, and recovery without a restart."""

import os
import signal
import threading
import time
from dataclasses import dataclass, field

import pytest
import requests

from feed import check_problem, path
from harness import FULL, Cluster, eventually

SESSIONS, SHARED = 4, 2


@pytest.fixture(scope="module")
def failing() -> Cluster:
    """A cluster of its own: a killed backend takes down every session of its server."""
    cluster = Cluster("test-failing").start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def database(failing):
    return failing.create("failing").filled()


@pytest.fixture
def service(database, failing, serve):
    failing.start()
    return serve(database, SEND_HTTP_LOOPS="1", SEND_DATABASE_SESSIONS=str(SESSIONS))


@dataclass
class Readers:
    """Clients that ask for known answers all the while."""

    service: object
    known: dict[str, bytes] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stopping: bool = False

    def __enter__(self):
        service = self.service
        first = service.json(path("services"), per_page=3)["contents"]
        paths = [path("services", each["id"]) for each in first]
        paths += [path("services") + "?per_page=10&page=2", path("services") + "?search=support&per_page=5",
                  path("taxonomy_terms") + "?top_only=true"]
        self.known = {each: service.get(each).content for each in paths}
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(6)]
        for each in self.threads:
            each.start()
        return self

    def read(self, number: int):
        paths, session = list(self.known), requests.Session()
        while not self.stopping:
            number += 1
            asked = paths[number % len(paths)]
            try:
                reply = session.get(self.service.address(asked), timeout=60)
            except requests.RequestException as error:
                self.wrong.append(f"{asked}: {error!r}")
                continue
            self.statuses.append(reply.status_code)
            if reply.status_code == 200 and reply.content != self.known[asked]:
                self.wrong.append(f"{asked}: another body")
            elif reply.status_code == 503:
                try:
                    check_problem(reply, 503)
                except AssertionError as error:
                    self.wrong.append(f"{asked}: {error}")
                time.sleep(0.02)
            elif reply.status_code != 200:
                self.wrong.append(f"{asked}: {reply.status_code} {reply.text[:300]}")

    def answered(self, more: int = 50):
        """Waits until so many more requests were answered well."""
        wanted = self.statuses.count(200) + more
        eventually(lambda: self.wrong or self.statuses.count(200) >= wanted, seconds=60)

    def __exit__(self, *_):
        self.stopping = True
        for each in self.threads:
            each.join()


def ready(service) -> int:
    return requests.get(service.address("/health/ready"), timeout=60).status_code


def backends(database) -> list[int]:
    with database.connect() as observer:
        query = "SELECT pid FROM pg_stat_activity WHERE usename = 'send_app' AND datname = %s"
        return [row[0] for row in observer.execute(query, [database.name])]


def terminate_one(database, failing):
    with database.connect() as killer:
        killer.execute("SELECT pg_terminate_backend(%s)", [backends(database)[0]])


def terminate_all(database, failing):
    with database.connect() as killer:
        killer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'send_app'")


def kill_one(database, failing):
    os.kill(backends(database)[0], signal.SIGKILL)


def kill_all(database, failing):
    for pid in backends(database):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # the server ends the others itself after the first


def restart(database, failing):
    failing.stop()
    failing.start()


@pytest.mark.parametrize("harm", [terminate_one, terminate_all, kill_one, kill_all, restart])
def test_lost_sessions(service, database, failing, harm):
    with Readers(service) as readers:
        readers.answered()
        for _ in range(3):
            harm(database, failing)
            readers.answered()
    assert readers.wrong == []
    assert set(readers.statuses) <= {200, 503}
    eventually(lambda: ready(service) == 200)
    eventually(lambda: len(backends(database)) <= SESSIONS + SHARED)


def test_a_stopped_database(service, database, failing):
    with Readers(service) as readers:
        readers.answered()
        failing.stop()
        eventually(lambda: ready(service) == 503)
        assert requests.get(service.address("/health/live"), timeout=60).status_code == 200
        before = len(readers.statuses)
        time.sleep(30 if FULL else 5)
        meanwhile = readers.statuses[before:]
        assert meanwhile and set(meanwhile) == {503}, "answered all the while, and with nothing else"
        check_problem(service.get("/oruk/v3/nothing"), 404)
        assert service.call("OPTIONS", path("services")).status_code == 204
        failing.start()
        readers.answered()
    assert readers.wrong == []
    eventually(lambda: ready(service) == 200)
    assert len(backends(database)) <= SESSIONS + SHARED


def test_a_database_that_hangs(service, database):
    """Stopped backends answer nothing and close nothing: only our own limits help."""
    one = service.json(path("services"), per_page=1)["contents"][0]["id"]
    stopped = backends(database)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        check_problem(service.get(path("services", one)), 503)
        assert service.get("/health/live").status_code == 200
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    eventually(lambda: service.get(path("services", one)).status_code == 200, seconds=60)
    assert service.json(path("services", one))["id"] == one


def test_a_full_pool_refuses_soon_and_the_rest_goes_on(database, failing, serve):
    failing.start()
    service = serve(
        database, SEND_HTTP_LOOPS="1", SEND_DATABASE_SESSIONS="1", SEND_DATABASE_ACQUIRE_MILLISECONDS="100")
    slow = path("services") + "?minimum_age=3"
    with database.connect() as locker:
        locker.execute("BEGIN; LOCK TABLE send.service_listings")
        replies = []
        first = threading.Thread(target=lambda: replies.append(requests.get(service.address(slow), timeout=60)))
        first.start()
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'failing' AND wait_event_type = 'Lock'"
        eventually(lambda: locker.execute(waiting).fetchone()[0] > 0)
        check_problem(service.get(path("services") + "?minimum_age=5"), 503, code="pool-exhausted")
        assert service.get("/health/live").status_code == 200
        check_problem(service.get(path("services") + "?page=x"), 400)
        assert service.call("OPTIONS", path("services")).status_code == 204
        assert service.json(path("taxonomies"))["total_items"] > 0, "the quick lane is free"
        first.join()  # lock_timeout of send_app ends it
        check_problem(replies[0], 503)
        locker.execute("ROLLBACK")
    assert service.get(slow).status_code == 200


def test_a_session_is_good_again_after_its_statement_was_cancelled(service, database):
    slow = path("services") + "?minimum_age=4"
    with database.connect() as locker:
        locker.execute("BEGIN; LOCK TABLE send.service_listings")
        for _ in range(2):
            check_problem(service.get(slow), 503)
        locker.execute("ROLLBACK")
    assert {service.get(slow).status_code for _ in range(20)} == {200}


def test_it_starts_while_the_database_is_still_starting(database, failing, serve):
    failing.stop()
    service = serve(database, ready=False)
    time.sleep(1)
    assert service.process.poll() is None
    failing.start()
    eventually(service._answers)
