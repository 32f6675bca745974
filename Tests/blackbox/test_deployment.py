"""The service as it is deployed: behind a pooler and a proxy, beside a replica, restored from a dump."""

import ipaddress
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
import requests

from feed import check_problem, path, whole_feed
from harness import ROOT, Cluster, eventually, free_port

AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@pytest.fixture
def other():
    """Clusters of one test, by name."""
    clusters = []

    def start(name: str, *arguments: str) -> Cluster:
        clusters.append(Cluster(f"test-{name}"))
        clusters[-1].remove()
        return clusters[-1].start(*arguments)

    yield start
    for each in reversed(clusters):
        each.remove()


def program(name: str) -> str:
    return shutil.which(name) or f"/usr/sbin/{name}"


@pytest.fixture
def programs():
    """Daemons of one test, ended with it."""
    started = []

    def start(*command: str) -> subprocess.Popen:
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for each in started:
        each.terminate()
        each.wait()


def test_restored_from_a_dump(service, copy_of_sample, whole, other, serve, tmp_path):
    database, restored = copy_of_sample(), other("restored")
    dump = tmp_path / "dump"
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", f"--dbname={database.cluster.url(database.name)}"], check=True)
    restored.create("roles")  # the roles belong to the server, and are not in a dump
    with restored.connect() as connection:
        connection.execute("CREATE DATABASE send")
    subprocess.run(["pg_restore", "--exit-on-error", f"--dbname={restored.url('send')}", str(dump)], check=True)
    restored._do("create", "--database", "send")
    again = serve(None, SEND_DATABASE_URL=restored.url("send", "send_app"))
    assert whole_feed(again) == whole
    first = whole["services"][0]["id"]
    for each in (path("services", first), path("services")):
        assert again.get(each).headers["ETag"] == service.get(each).headers["ETag"]


def test_behind_pgbouncer(copy_of_sample, whole, serve, programs):
    database, port = copy_of_sample(), free_port()
    folder = Path("/tmp") / f"send-pgbouncer-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        settings = folder / "pgbouncer.ini"
        settings.write_text(f"""
[databases]
{database.name} = host={database.cluster.socket_directory()} dbname={database.name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
""")
        (folder / "users").write_text('"send_app" ""\n"send_owner" ""\n')
        programs(*AS_POSTGRES, program("pgbouncer"), "-q", str(settings))

        def url(user: str) -> str:
            return f"postgresql://{user}@127.0.0.1:{port}/{database.name}"

        service = serve(
            None, SEND_DATABASE_URL=url("send_app"), SEND_DATABASE_POOLING="transaction",
            SEND_DATABASE_DIRECT_URL=database.cluster.url(database.name, "send_app"))
        assert whole_feed(service) == whole
        first = whole["services"][0]["id"]
        with requests.Session() as client:
            for _ in range(200):
                assert client.get(service.address(path("services", first)), timeout=30).status_code == 200
        with database.connect() as killer:
            killer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'send_app'")
        eventually(lambda: service.get(path("services", first)).status_code == 200)
    finally:
        shutil.rmtree(folder)


def test_a_promoted_standby_is_found(other, serve):
    primary = other("primary")
    primary.create("send").filled()
    standby = other("standby", "--standby-of", "test-primary")
    hosts = f"{primary.socket_directory()},{standby.socket_directory()}"
    service = serve(
        None, SEND_DATABASE_URL=f"postgresql://send_app@/send?host={hosts}&target_session_attrs=read-write")
    before = service.get(path("services")).content
    primary.stop()
    eventually(lambda: service.get("/health/ready").status_code == 503)
    check_problem(service.get(path("services", "00000000-0000-4000-8000-000000000000")), 503)
    with standby.connect() as connection:
        connection.execute("SELECT pg_promote()")
    eventually(lambda: service.get("/health/ready").status_code == 200, seconds=60)
    assert service.get(path("services")).content == before


def test_public_reads_come_from_the_replica(other, serve):
    primary = other("primary")
    database = primary.create("send").filled()
    standby = other("standby", "--standby-of", "test-primary")
    service = serve(database, SEND_DATABASE_READ_URL=standby.url("send", "send_app"))
    before = service.json(path("services"))
    primary.stop()
    assert service.json(path("services")) == before, "nothing of it needs the primary"
    assert service.get("/health/ready").status_code == 503
    primary.start()
    eventually(lambda: service.get("/health/ready").status_code == 200, seconds=60)
    standby.stop()
    eventually(lambda: service.get("/health/ready").status_code == 503)
    check_problem(service.get(path("services", "00000000-0000-4000-8000-000000000000")), 503)
    standby.start()
    eventually(lambda: service.get("/health/ready").status_code == 200, seconds=60)


def test_a_change_is_seen_with_and_without_listening(copy_of_sample, serve):
    """Totals are remembered until the feed changes: another process's import must be noticed."""
    database = copy_of_sample()
    direct = database.cluster.url(database.name, "send_app")
    services = [serve(database, SEND_DATABASE_DIRECT_URL=direct), serve(database)]
    before = [each.json(path("services"), search="quite unheard of") for each in services]
    assert [each["total_items"] for each in before] == [0, 0]
    content = b'{"id": "0b0a8a5e-1111-4a6e-9d0c-2f5f3f3f3f3f", "name": "Quite unheard of", "status": "active", "description": "New."}'
    done = database.command("import", "oruk", "-", stdin=content)
    assert done.returncode == 0, done.stderr
    for each in services:
        eventually(lambda each=each: each.json(path("services"), search="quite unheard of")["total_items"] == 1)


def test_on_a_unix_socket_and_both_families(copy_of_sample, serve):
    address = f"/tmp/send-{os.getpid()}.sock"
    service = serve(copy_of_sample(), SEND_HTTP_SOCKET=address)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(address)
        client.sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
    for host in {each[4][0] for each in socket.getaddrinfo("localhost", service.port, type=socket.SOCK_STREAM)}:
        written = f"[{host}]" if ipaddress.ip_address(host).version == 6 else host
        assert requests.get(f"http://{written}:{service.port}/health/live", timeout=30).status_code == 200
    service.stop()
    assert not os.path.exists(address)
    again = serve(copy_of_sample(), SEND_HTTP_SOCKET=address)
    assert again.stop() == 0


def test_behind_the_proxy(service, programs, tmp_path):
    """deploy/nginx.conf, with our ports for its own: TLS, HSTS, and gzip for public reads only."""
    key, certificate = tmp_path / "tls.key", tmp_path / "tls.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    plain, secure = free_port(), free_port()
    site = (ROOT / "deploy/nginx.conf").read_text()
    for theirs, ours in {
        "api:8080": f"127.0.0.1:{service.port}", "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl", "/etc/nginx/tls": str(tmp_path),
    }.items():
        assert theirs in site
        site = site.replace(theirs, ours)
    (tmp_path / "site.conf").write_text(site)
    main = tmp_path / "nginx.conf"
    main.write_text(f"""
daemon off; pid {tmp_path}/nginx.pid; error_log {tmp_path}/error.log; worker_processes 1;
events {{}}
http {{ access_log off; client_body_temp_path {tmp_path}/body; proxy_temp_path {tmp_path}/proxy;
  fastcgi_temp_path {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;
  include {tmp_path}/site.conf; }}""")
    programs(program("nginx"), "-c", str(main))
    client = requests.Session()
    client.verify = str(certificate)

    def get(address: str, **fields: str) -> requests.Response:
        return client.get(f"https://localhost:{secure}{address}", headers=fields, timeout=30)

    def answers() -> bool:
        try:
            return get("/health/live").status_code == 200
        except requests.ConnectionError:
            return False

    eventually(answers)
    moved = client.get(f"http://localhost:{plain}/oruk/v3/services?page=2", allow_redirects=False, timeout=30)
    assert (moved.status_code, moved.headers["Location"]) == (308, "https://localhost/oruk/v3/services?page=2")
    direct = service.get(path("services"))
    plainly = get(path("services"), **{"Accept-Encoding": "identity"})
    assert plainly.content == direct.content and plainly.headers["ETag"] == direct.headers["ETag"]
    assert "max-age=" in plainly.headers["Strict-Transport-Security"]
    packed = get(path("services"), **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and packed.content == direct.content
    assert packed.headers["ETag"].startswith("W/")
    assert get(path("services"), **{"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}).status_code == 304
    to_bearer = get(path("services"), **{"Accept-Encoding": "gzip", "Authorization": "Bearer x"})
    assert "Content-Encoding" not in to_bearer.headers
    assert get("/metrics").status_code == 404
    assert check_problem(get("/nothing"), 404) and "Strict-Transport-Security" in get("/nothing").headers
