"""The programs under test: the release binary and private PostgreSQL clusters, started and ended by the tests."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import requests
from requests.structures import CaseInsensitiveDict

ROOT = Path(__file__).resolve().parent.parent
BINARY = os.environ.get("SEND_BINARY") or str(ROOT / ".build/release/send-api")
FULL = bool(os.environ.get("SEND_TEST_FULL"))
QUICK_DATABASE = ["--set", "fsync=off", "--set", "synchronous_commit=off", "--set", "full_page_writes=off"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(holds, seconds: float = 30, every: float = 0.05):
    """What `holds` returns as soon as it is true; an error if it never is."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(every)
    return answer


@dataclass
class Cluster:
    """A private PostgreSQL server, by the name that scripts/postgres knows it under."""

    name: str

    def _do(self, *arguments: str) -> str:
        command = [ROOT / "scripts/postgres", *arguments, "--name", self.name]
        return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()

    def start(self, *arguments: str) -> "Cluster":
        self._do("start", *QUICK_DATABASE, *arguments)
        return self

    def stop(self) -> None:
        self._do("stop")

    def remove(self) -> None:
        self._do("remove")

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return self._do("url", "--database", database, "--user", user)

    def socket_directory(self) -> str:
        return self.url().split("host=")[1]

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(database, user), autocommit=True)

    def create(self, database: str, template: str | None = None) -> "Database":
        """A database with our roles and extensions, or a copy of another; one of that name is dropped first."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            if template:
                connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        self._do("create", "--database", database)
        return Database(self, database)


@dataclass
class Database:
    cluster: Cluster
    name: str

    def environment(self) -> dict[str, str]:
        return {
            "SEND_DATABASE_URL": self.cluster.url(self.name, "send_app"),
            "SEND_DATABASE_OWNER_URL": self.cluster.url(self.name, "send_owner"),
        }

    def connect(self, user: str = "postgres") -> psycopg.Connection:
        return self.cluster.connect(self.name, user)

    def command(self, *arguments: str, stdin: bytes | None = None, **settings: str) -> subprocess.CompletedProcess:
        return command(*arguments, stdin=stdin, **(self.environment() | settings))

    def filled(self) -> "Database":
        """The database, migrated and with the sample data."""
        for each in ("migrate", "sample"):
            done = self.command(each)
            assert done.returncode == 0, f"send-api {each}: {done.stderr.decode()}"
        return self


def environment(**settings: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SEND_")}
    folders = {"SEND_MIGRATIONS": str(ROOT / "migrations"), "SEND_SAMPLE_DATA": str(ROOT / "sample-data")}
    return inherited | folders | {"SEND_ENV": "development"} | settings


def command(*arguments: str, stdin: bytes | None = None, **settings: str) -> subprocess.CompletedProcess:
    """One command of send-api, run to its end."""
    return subprocess.run(
        [BINARY, *arguments], env=environment(**settings), input=stdin or b"", capture_output=True, timeout=600)


@dataclass
class Service:
    """`send-api serve` on free ports. What it logs goes to a file that is shown when a test fails to start it."""

    settings: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    admin_port: int = field(default_factory=free_port)

    def start(self, ready: bool = True) -> "Service":
        settings = {"SEND_HTTP_PORT": str(self.port), "SEND_ADMIN_PORT": str(self.admin_port)} | self.settings
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([BINARY, "serve"], env=environment(**settings), stderr=log, stdout=log)
        self.session = requests.Session()
        if ready:
            eventually(self._answers)
        return self

    def _answers(self) -> bool:
        assert self.process.poll() is None, f"it ended: {self.log.read_text()[-2000:]}"
        try:
            return requests.get(self.address("/health/ready"), timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def address(self, path: str, admin: bool = False) -> str:
        return f"http://127.0.0.1:{self.admin_port if admin else self.port}{path}"

    def get(self, path: str, admin: bool = False, **options) -> requests.Response:
        return self.call("GET", path, admin, **options)

    def call(self, method: str, path: str, admin: bool = False, **options) -> requests.Response:
        return self.session.request(method, self.address(path, admin), timeout=60, **options)

    def get_exactly(self, target: str) -> requests.Response:
        """GET with the target as it stands: requests would mend what is broken in it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", target)
        answer, reply = connection.getresponse(), requests.Response()
        reply.status_code, reply.headers = answer.status, CaseInsensitiveDict(answer.headers)
        reply._content, reply.request = answer.read(), requests.Request("GET", target)
        connection.close()
        return reply

    def json(self, path: str, **parameters):
        reply = self.get(path, params=parameters)
        assert reply.status_code == 200, f"{path} {parameters}: {reply.status_code} {reply.text[:500]}"
        return reply.json()

    def lines(self, path: str, **parameters) -> list:
        reply = self.get(path, params=parameters | {"format": "ndjson"})
        assert reply.status_code == 200, f"{path} {parameters}: {reply.status_code} {reply.text[:500]}"
        return [json.loads(line) for line in reply.content.splitlines()]

    def connection(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def stop(self) -> int:
        """Ends it as an operator would, and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=60)
        finally:
            self.session.close()
            self.process.kill()
            self.process.wait()
