"""Ending: what is under way finishes, everything else is let go, and nothing is left behind."""

import os
import resource
import signal
import socket
import threading
import time

import pytest
import requests

from feed import path
from harness import eventually


@pytest.fixture
def served(copy_of_sample, serve):
    database = copy_of_sample()
    return database, serve(database, SEND_DATABASE_SESSIONS="2", SEND_HTTP_LOOPS="1")


def read_all(connection: socket.socket) -> bytes:
    """What comes until the other end closes."""
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except ConnectionResetError:
        pass
    return received


def sent(service, text: str) -> socket.socket:
    connection = service.connection()
    connection.sendall(text.encode())
    return connection


def is_waiting(observer, database) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    return observer.execute(query, [database.name]).fetchone()[0] > 0


def test_term_lets_requests_finish(served):
    database, service = served
    request = f"GET {path('services')}?minimum_age=3&per_page=1 HTTP/1.1\r\nHost: a\r\n\r\n"
    idle = sent(service, "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
    assert idle.recv(65536).startswith(b"HTTP/1.1 200")
    half = sent(service, "GET /health/live HTTP/1.1\r\nHo")
    with database.connect() as locker:
        locker.execute("BEGIN; LOCK TABLE send.service_listings")
        busy = sent(service, request)
        eventually(lambda: is_waiting(locker, database))
        service.process.send_signal(signal.SIGTERM)
        assert read_all(idle) == b"", "an idle connection is closed without a word"
        assert b" 200 " not in read_all(half).split(b"\r\n")[0]
        with pytest.raises(OSError):
            eventually(lambda: service.connection() and False)
        assert requests.get(service.address("/health/ready", admin=True), timeout=30).status_code == 503
        locker.execute("ROLLBACK")
        answer = read_all(busy)
    assert answer.startswith(b"HTTP/1.1 200") and b"connection: close" in answer.lower()
    assert answer.endswith(b"]}")
    assert service.process.wait(timeout=60) == 0


def test_a_second_signal_ends_it_at_once(served):
    database, service = served
    with database.connect() as locker:
        locker.execute("BEGIN; LOCK TABLE send.service_listings")
        busy = sent(service, f"GET {path('services')}?minimum_age=3 HTTP/1.1\r\nHost: a\r\n\r\n")
        eventually(lambda: is_waiting(locker, database))
        service.process.send_signal(signal.SIGTERM)
        eventually(lambda: "stopping" in service.log.read_text())
        assert service.process.poll() is None
        service.process.send_signal(signal.SIGINT)
        service.process.wait(timeout=60)
        assert read_all(busy) == b"", "it did not wait for the answer"


def test_term_at_rest(served):
    database, service = served
    assert service.get(path("services")).status_code == 200
    assert service.stop() == 0
    with database.connect() as observer:
        query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'send_app' AND datname = %s"
        eventually(lambda: observer.execute(query, [database.name]).fetchone()[0] == 0)


def test_a_taken_port_is_said(served, serve):
    database, service = served
    second = serve(database, ready=False, SEND_HTTP_PORT=str(service.port))
    assert second.process.wait(timeout=60) != 0
    assert str(service.port) in second.log.read_text()
    assert service.get("/health/ready").status_code == 200


def processor_share(service, seconds: float) -> float:
    """The part of one processor that the service uses over so many seconds."""

    def ticks() -> int:
        fields = open(f"/proc/{service.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    before = ticks()
    time.sleep(seconds)
    return (ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds


def test_at_rest_it_uses_no_processor(served):
    _, service = served
    kept = sent(service, "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
    assert kept.recv(65536)

    assert processor_share(service, seconds=5) < 0.01


def test_a_stray_signal_changes_nothing(served):
    _, service = served
    for _ in range(50):
        for stray in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP, signal.SIGPIPE):
            os.kill(service.process.pid, stray)
        assert service.get("/health/ready").status_code == 200


def test_out_of_descriptors_it_waits_and_recovers(served):
    _, service = served
    pid = service.process.pid
    # Room for a few more than there are: the clients below use it up.
    limit = len(os.listdir(f"/proc/{pid}/fd")) + 8
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (limit, limit))
    clients = [service.connection() for _ in range(30)]
    eventually(lambda: len(os.listdir(f"/proc/{pid}/fd")) >= limit)
    # The listening socket stays ready all the while: whoever only tries again turns in circles.
    assert processor_share(service, seconds=2) < 0.5
    for each in clients:
        each.close()
    eventually(lambda: service.get("/health/ready").status_code == 200)


def test_connections_that_break_do_no_harm(served):
    _, service = served

    def rude():
        for _ in range(50):
            with service.connection() as connection:
                connection.sendall(f"GET {path('services')}?full=true HTTP/1.1\r\nHost: a\r\n\r\n".encode())
                # Closed with a reset, in the middle of the answer.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    threads = [threading.Thread(target=rude) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert service.process.poll() is None
    assert service.get(path("services")).status_code == 200
