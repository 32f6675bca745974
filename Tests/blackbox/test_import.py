"""send-api import oruk: every form, every fault reported, nothing lost, and the same again changes nothing."""

import json
import re
import subprocess
import time
import uuid
from pathlib import Path

import pytest

from feed import path, same, whole_feed
from harness import BINARY, FULL, ROOT, environment


def record(name: str, /, **changes) -> dict:
    """A service as the standard shows it; its ids follow from the name."""
    def own(kind: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{name}"))

    service = {
        "id": own("service"), "name": name, "description": f"About {name}.", "status": "active",
        "organization": {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, "o")), "name": "Anyone", "description": "Anyone."},
        "service_at_locations": [{
            "id": own("place"),
            "location": {
                "id": own("location"), "location_type": "physical", "name": f"Hall of {name}", "latitude": 52.51,
                "longitude": -2.08,
                "addresses": [{
                    "id": own("address"), "address_1": "1 High Street", "city": "Dudley", "state_province": "West Midlands",
                    "postal_code": "DY1 1HF", "country": "GB", "address_type": "physical"}]}}],
        "schedules": [{"id": own("schedule"), "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}],
    }
    return {key: value for key, value in (service | changes).items() if value is not None}


def as_page(records):
    return {"total_items": len(records), "total_pages": 1, "page_number": 1, "size": len(records), "first_page": True,
            "last_page": True, "empty": False, "contents": records}


def ndjson(records) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in records)


FORMS = {
    "one": lambda records: json.dumps(records[0]).encode(),
    "array": lambda records: json.dumps(records).encode(),
    "pretty array": lambda records: json.dumps(records, indent=2).encode(),
    "page": lambda records: json.dumps(as_page(records)).encode(),
    "ndjson": ndjson,
    "ndjson without a last newline": lambda records: ndjson(records).rstrip(b"\n"),
    "ndjson with CRLF": lambda records: ndjson(records).replace(b"\n", b"\r\n"),
}


@pytest.fixture
def database(cluster, request):
    database = cluster.create("import")
    assert database.command("migrate").returncode == 0
    return database


def imported(database, content: bytes, *options: str, status: int | None = 0) -> dict:
    """The report of an import from standard input."""
    done = database.command("import", "oruk", "-", "--report", "json", *options, stdin=content)
    assert b"Fatal error" not in done.stderr and done.returncode >= 0, done.stderr.decode()
    if status is not None:
        assert done.returncode == status, done.stderr.decode()
    report = json.loads(done.stdout)
    assert report["read"] == report["accepted"] + report["unchanged"] + len(report["rejected"])
    for each in report["rejected"]:
        assert {"line", "index", "id", "pointer", "reason"} >= each.keys() and each["reason"]
    return report


def counts(report: dict) -> tuple[int, int, int]:
    return report["accepted"], report["unchanged"], len(report["rejected"])


@pytest.mark.parametrize("form", FORMS)
def test_forms(database, serve, form):
    records = [record(f"Service {number}") for number in range(3)]
    content = FORMS[form](records)
    wanted = 1 if form == "one" else 3
    assert counts(imported(database, content)) == (wanted, 0, 0)
    service = serve(database)
    etag = service.get(path("services")).headers["ETag"]
    assert {each["name"] for each in service.lines(path("services"))} == {f"Service {n}" for n in range(wanted)}
    assert counts(imported(database, content)) == (0, wanted, 0)
    assert service.get(path("services")).headers["ETag"] == etag, "nothing changed, and nothing was published"


def test_from_a_file(database, tmp_path):
    file = tmp_path / "feed.json"
    file.write_bytes(ndjson([record("A"), record("B")]))
    done = database.command("import", "oruk", str(file))
    assert done.returncode == 0 and b"2" in done.stdout
    assert database.command("import", "oruk", str(tmp_path / "none.json")).returncode in (1, 2)


def test_a_change_is_taken_and_seen_everywhere(database, serve):
    records = [record("A"), record("B")]
    imported(database, ndjson(records))
    service = serve(database)
    before = {each["id"]: service.get(path("services", each["id"])) for each in records}
    records[0]["description"] = "Something else."
    assert counts(imported(database, ndjson(records))) == (1, 1, 0)
    after = {each["id"]: service.get(path("services", each["id"])) for each in records}
    changed, kept = records[0]["id"], records[1]["id"]
    assert after[changed].json()["description"] == "Something else."
    assert after[changed].headers["ETag"] != before[changed].headers["ETag"]
    assert after[kept].headers["ETag"] == before[kept].headers["ETag"]

    for each in records:
        each["organization"]["name"] = "Renamed"
    assert counts(imported(database, ndjson(records))) == (2, 0, 0)
    for each in records:
        assert service.json(path("services", each["id"]))["organization"]["name"] == "Renamed"
    [organization] = service.lines(path("organizations"))
    assert organization["name"] == "Renamed"


REJECTED = {
    "no name": (record("X", name=None), "/name"),
    "an empty name": (record("X", name="  "), "/name"),
    "a number for a name": (record("X", name=5), "/name"),
    "no id": (record("X", id=None), "/id"),
}


@pytest.mark.parametrize("fault", REJECTED)
def test_rejections_are_reported_and_the_rest_is_taken(database, fault):
    wrong, pointer = REJECTED[fault]
    report = imported(database, ndjson([record("A"), wrong, record("B")]), status=None)
    assert counts(report) == (2, 0, 1)
    [rejected] = report["rejected"]
    assert (rejected["line"], rejected["index"], rejected["pointer"]) == (2, 1, pointer)
    if wrong.get("id"):
        assert rejected["id"] == wrong["id"]


def place(**location) -> list:
    return [{"id": str(uuid.uuid4()), "location": {"id": str(uuid.uuid4()), "location_type": "physical"} | location}]


# What real feeds get wrong: the record may be rejected there, or taken without it, but the fault is never published.
UNTIDY = {
    "/status": record("X", status="open"),
    "/assured_date": record("X", assured_date="2026-02-30"),
    "/email": record("X", email="nobody"),
    "/url": record("X", url="javascript:alert(1)"),
    "/minimum_age": record("X", minimum_age=-5),
    "/organization": record("X", organization=[]),
    "/schedules": record("X", schedules="weekly"),
    "/schedules/0/byday": record("X", schedules=[{"id": str(uuid.uuid4()), "freq": "WEEKLY", "byday": "someday"}]),
    "/service_at_locations/0/location/latitude": record("X", service_at_locations=place(latitude=95, longitude=0)),
}


@pytest.mark.parametrize("pointer", UNTIDY)
def test_what_is_untidy_is_not_published(database, serve, pointer):
    report = imported(database, ndjson([UNTIDY[pointer]]), status=None)
    if report["rejected"]:
        assert report["rejected"][0]["pointer"] == pointer
        return
    [found] = serve(database).lines(path("services"), full="true")
    for step in pointer.removeprefix("/").split("/"):
        found = found[int(step)] if isinstance(found, list) else found.get(step, {})
    wrong = UNTIDY[pointer]
    for step in pointer.removeprefix("/").split("/"):
        wrong = wrong[int(step)] if isinstance(wrong, list) else wrong[step]
    assert found != wrong


@pytest.mark.parametrize(
    "line", [b"{", b"nonsense", b"[1]", b"5", b'{"id": "\xff"}', b'{"id":1,"id":2}', b"[" * 100_000,
             b'{"id": "\\ud800"}', b'{"name": "a\\u0000b"}'], ids=lambda line: repr(line[:20]))
def test_a_line_that_is_no_record(database, line):
    report = imported(database, ndjson([record("A")]) + line + b"\n" + ndjson([record("B")]), status=None)
    assert report["accepted"] == 2
    assert {each["line"] for each in report["rejected"]} == {2}


@pytest.mark.parametrize("content", [b"", b"  \n", b"<html></html>", b'{"contents": 5}', b"[{", b"\xff\xfe\x00"])
def test_what_is_no_feed_is_refused(database, content):
    done = database.command("import", "oruk", "-", stdin=content)
    assert done.returncode in (0, 1, 2) and b"Fatal error" not in done.stderr and done.stdout + done.stderr
    if content.strip():
        assert done.returncode != 0


def test_strict_takes_all_or_nothing(database, serve):
    content = ndjson([record("A"), record("B", name=None)])
    report = imported(database, content, "--strict", status=1)
    assert report["rejected"]
    service = serve(database)
    assert service.json(path("services"))["empty"]
    assert counts(imported(database, ndjson([record("A")]), "--strict")) == (1, 0, 0)
    assert service.json(path("services"))["total_items"] == 1


def test_other_ids_become_stable_uuids(database, cluster, serve):
    foreign = record("A", id="svc-0042", service_at_locations=None)
    foreign["organization"]["id"] = "17"
    assert counts(imported(database, ndjson([foreign]), "--source", "north")) == (1, 0, 0)
    assert counts(imported(database, ndjson([foreign]), "--source", "north")) == (0, 1, 0)
    [first] = serve(database).lines(path("services"), full="true")
    assert uuid.UUID(first["id"]).version == 5 and uuid.UUID(first["organization"]["id"]).version == 5

    again = cluster.create("import_again")
    again.command("migrate")
    imported(again, ndjson([foreign]), "--source", "north")
    imported(again, ndjson([foreign]), "--source", "south")
    found = serve(again).lines(path("services"))
    assert first["id"] in {each["id"] for each in found} and len(found) == 2


def test_one_source_does_not_take_over_another(database, serve):
    own = record("A")
    imported(database, ndjson([own]), "--source", "north")
    report = imported(database, ndjson([record("A", description="Mine now.")]), "--source", "south", status=None)
    assert counts(report) == (0, 0, 1) and report["rejected"][0]["pointer"] == "/id"
    assert serve(database).json(path("services", own["id"]))["description"] == own["description"]


def dirty(number: int) -> dict:
    """Records as real feeds have them."""
    texts = [
        "<p>For <b>all</b> ages.<br>Ring <a href='javascript:alert(1)'>us</a></p><script>alert(1)</script>",
        "<ul><li>One<li>Two</ul>&nbsp;&amp;&#8217;&bogus; <img src=x onerror=alert(1)>",
        "x" * 145_000, "<div>" * 5_000 + "deep" + "</div>" * 4_000, "", "\u202eevil\u200b \ufeff😀 \r\n\t", "a < b & c > d",
        "<!--", "<![CDATA[", "<p", "&#0;&#xD800;&#x110000;", "\u0001\u0007",
    ]
    changes = [
        {"id": f"{number}"}, {"email": "not an address"}, {"url": "www.example.org"}, {"url": ""}, {"fees": None},
        {"minimum_age": "5"}, {"minimum_age": 18, "maximum_age": 5}, {"organization": None}, {"status": "Active"},
        {"service_at_locations": []}, {"schedules": [{"id": "1", "opens_at": "9am"}]}, {"unknown_member": {"a": [1]}},
        {"last_modified": "yesterday"},
    ]
    return record(f"Dirty {number}", description=texts[number % len(texts)]) | changes[number % len(changes)]


def test_a_dirty_feed_loses_nothing(database, serve):
    records = [dirty(number) for number in range(156)]
    report = imported(database, ndjson(records), status=None)
    assert report["read"] == len(records) and report["accepted"] > len(records) / 2
    service = serve(database)
    found = service.lines(path("services"), full="true")
    assert len(found) == report["accepted"]
    text = json.dumps(found).lower()
    assert "<script" not in text and "javascript:" not in text and "onerror" not in text and "\\u0000" not in text
    assert any(len(each.get("description", "")) >= 145_000 for each in found)
    again = imported(database, ndjson(records), status=None)
    assert again["accepted"] == 0 and again["unchanged"] == report["accepted"]


def test_the_dirty_sample(database, serve):
    done = database.command("import", "oruk", str(ROOT / "sample-data/dirty-feed.json"), "--source", "dirty", "--report", "json")
    report = json.loads(done.stdout)
    assert report["read"] == 30 == report["accepted"] + report["unchanged"] + len(report["rejected"])
    assert report["accepted"] >= 15 and all(each["reason"] for each in report["rejected"])
    found = serve(database).lines(path("services"), full="true")
    assert len(found) == report["accepted"]
    assert not any(word in json.dumps(found).lower() for word in ("<script", "javascript:", "onclick", "\\u0000", "<ul"))


def test_our_own_feed_comes_back_the_same(service, database, serve, whole):
    """What we publish, imported elsewhere, is published there alike; only the times of publication differ."""
    def timeless(value):
        if isinstance(value, list):
            return [timeless(each) for each in value]
        if isinstance(value, dict):
            return {name: timeless(each) for name, each in value.items() if name not in ("last_modified", "modified_date")}
        return value

    report = imported(database, ndjson(whole["services full"]))
    assert counts(report) == (len(whole["services full"]), 0, 0)
    copy = {each["id"]: timeless(each) for each in serve(database).lines(path("services"), full="true")}
    for each in whole["services full"]:
        assert same(copy[each["id"]], timeless(each))


def test_sample_twice_changes_nothing(copy_of_sample, serve):
    database = copy_of_sample()
    service = serve(database)
    before = whole_feed(service)
    assert database.command("sample").returncode == 0
    assert whole_feed(service) == before


def test_generated_samples_follow_from_their_seed(cluster, serve):
    feeds = []
    for name, seed in (("seeded_1", "7"), ("seeded_2", "7"), ("seeded_3", "8")):
        database = cluster.create(name)
        database.command("migrate")
        done = database.command("sample", "--services", "300", "--seed", seed)
        assert done.returncode == 0, done.stderr.decode()
        service = serve(database)
        assert service.json(path("services"))["total_items"] >= 300
        feeds.append(sorted(each["id"] for each in service.lines(path("services"))))
        service.stop()
    assert feeds[0] == feeds[1] != feeds[2]


def test_memory_stays_flat(database):
    """A long file takes no more memory than its longest record asks for: 500 MB with --full, 40 MB otherwise."""
    size = (500 if FULL else 40) << 20
    process = subprocess.Popen(
        [BINARY, "import", "oruk", "-", "--report", "json"], env=environment(**database.environment()),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    sent = number = 0
    while sent < size:
        line = json.dumps(record(f"Long {number}", description="words " * 1500)).encode() + b"\n"
        process.stdin.write(line)
        sent, number = sent + len(line), number + 1
    process.stdin.close()
    peak = 0
    while process.poll() is None:
        # Not rusage: that counts the memory of this process too, which was forked.
        if found := re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text()):
            peak = int(found[1])
        time.sleep(0.01)
    report = json.loads(process.stdout.read())
    process.stdout.close()
    assert process.returncode == 0 and report["accepted"] == number
    assert 0 < peak < 100 << 10
