"""The commands, and what `serve` refuses to start with."""

import json
import shutil

import pytest

from feed import check_problem
from harness import ROOT, command

COMMANDS = ["serve", "migrate", "import", "sample", "openapi", "routes", "config", "version"]


def said(done) -> str:
    return done.stderr.decode() + done.stdout.decode()


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name):
    done = command(name, "--help")
    assert done.returncode == 0 and f"send-api {name}".encode() in done.stdout
    assert name.encode() in command("--help").stdout


@pytest.mark.parametrize(
    "words", [["fly"], ["serve", "--fly"], ["serve", "extra"], ["import"], ["import", "oruk"], ["sample", "--services"],
              ["sample", "--services", "x"], ["openapi", "--format", "xml"]], ids=" ".join)
def test_called_wrongly(words):
    done = command(*words)
    assert done.returncode == 2 and done.stderr.startswith(b"send-api: ") and b"Fatal" not in done.stderr


WRONG = {
    "SEND_HTTP_PORT": ["x", "-1", "70000", "8080 ", ""],
    "SEND_ADMIN_PORT": ["0x10"],
    "SEND_HTTP_LOOPS": ["many", "-1"],
    "SEND_DATABASE_URL": ["mysql://somewhere", "somewhere"],
    "SEND_DATABASE_POOLING": ["statement"],
    "SEND_LOCAL_AUTHORITY": ["Dudley", "1"],
    "SEND_ENV": ["test"],
    "SEND_LOG_LEVEL": ["loud"],
    "SEND_PUBLIC_URL": ["example.org"],
    "SEND_MIGRATIONS": ["/nowhere"],
}


@pytest.mark.parametrize("name, value", [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_setting_stops_the_start(sample, name, value):
    done = sample.command("serve", **{name: value})
    assert done.returncode in (1, 2)
    assert (name if name != "SEND_MIGRATIONS" else "/nowhere") in said(done)


def test_without_a_database_url():
    done = command("serve")
    assert done.returncode == 2 and "SEND_DATABASE_URL" in said(done)


def test_all_faults_come_together(sample):
    done = sample.command("serve", SEND_HTTP_PORT="x", SEND_ENV="y")
    assert "SEND_HTTP_PORT" in said(done) and "SEND_ENV" in said(done)


def test_config_masks_secrets(sample):
    done = command(
        "config", SEND_DATABASE_URL="postgresql://u:s3cret@h/d", SEND_DATABASE_READ_URL="postgres://h/d?password=s3cret")
    assert done.returncode == 0 and b"s3cret" not in done.stdout
    assert b"SEND_DATABASE_URL=postgresql://u:***@h/d" in done.stdout and b"SEND_HTTP_PORT=8080" in done.stdout


def test_routes_and_version():
    assert command("version").stdout.split()[0] == b"send-api"
    assert command("routes").stdout.count(b"/oruk/v3") >= 11


def test_openapi_is_served_as_committed(service):
    committed = (ROOT / "openapi.yaml").read_bytes()
    assert command("openapi").stdout == committed
    assert service.get("/openapi.yaml").content == committed
    assert service.get("/openapi.json").json() == json.loads(command("openapi", "--format", "json").stdout)


def test_serve_refuses_while_a_migration_is_pending(cluster):
    database = cluster.create("empty")
    done = database.command("serve")
    assert done.returncode in (1, 2) and "migrat" in said(done)


@pytest.fixture
def migrations(tmp_path):
    return shutil.copytree(ROOT / "migrations", tmp_path / "migrations")


def test_serve_and_migrate_refuse_a_changed_migration(copy_of_sample, migrations):
    database, first = copy_of_sample(), sorted(migrations.iterdir())[0]
    first.write_text(first.read_text() + "\n-- changed\n")
    for name in ("serve", "migrate"):
        done = database.command(name, SEND_MIGRATIONS=str(migrations))
        assert done.returncode in (1, 2) and first.name in said(done)


def test_a_failing_migration_leaves_nothing_behind(copy_of_sample, migrations):
    database, number = copy_of_sample(), len(list(migrations.iterdir())) + 1
    broken = migrations / f"{number:04}_add_mistake.sql"
    broken.write_text("CREATE TABLE half_done (a int);\nSELECT 1/0;\n")
    done = database.command("migrate", SEND_MIGRATIONS=str(migrations))
    assert done.returncode == 1 and broken.name in said(done)
    with database.connect() as connection:
        assert connection.execute("SELECT to_regclass('send.half_done')").fetchone() == (None,)
    assert database.command("serve", SEND_MIGRATIONS=str(migrations)).returncode in (1, 2)
    assert database.command("migrate").returncode == 0


def test_migrations_run_once(sample, copy_of_sample):
    done = copy_of_sample().command("migrate")
    assert done.returncode == 0 and b"nothing to apply" in done.stdout


def test_health(service):
    for admin in (False, True):
        assert service.get("/health/live", admin).status_code == 200
        assert service.get("/health/ready", admin).status_code == 200


def test_metrics_are_on_the_admin_port_only(service):
    service.get("/oruk/v3/services?page=1")
    reply = service.get("/metrics", admin=True)
    assert reply.status_code == 200 and reply.headers["Content-Type"].startswith("text/plain")
    assert 'route="/oruk/v3/services"' in reply.text and "page=1" not in reply.text
    assert all(line.startswith("#") or " " in line for line in reply.text.splitlines())
    check_problem(service.get("/metrics"), 404)


def test_the_log_says_nothing_personal(copy_of_sample, serve):
    service = serve(copy_of_sample())
    service.get("/oruk/v3/services?search=very-private-words", headers={"User-Agent": "private-agent"})
    service.stop()
    log = service.log.read_text()
    assert "/oruk/v3/services" in log
    assert "private" not in log
