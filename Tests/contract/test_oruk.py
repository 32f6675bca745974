"""Every list and every record of the feed against Open Referral UK v3.0's own JSON schemas.

They are read from SEND_STANDARDS_DIR/oruk/v3/schema; without that folder these tests are skipped, and those of
test_shapes.py, written from the standard, still hold.
"""

import json
import os
from pathlib import Path

import jsonschema
import pytest
import referencing
from referencing.jsonschema import DRAFT202012

from feed import LISTS, ROOT, path
from harness import ROOT as PROJECT

STANDARDS = os.environ.get("SEND_STANDARDS_DIR")
pytestmark = pytest.mark.skipif(not STANDARDS, reason="SEND_STANDARDS_DIR is not set")

# The name each schema is referred to by, wherever it is published.
PUBLISHED = "https://openreferraluk.org/specifications/3.0/schema/"
FORMATS = jsonschema.FormatChecker()


@pytest.fixture(scope="session")
def check():
    """Validates an instance against a schema by its name, with every fault in the message."""
    folder = Path(STANDARDS) / "oruk/v3/schema"
    schemas = {file.name: json.loads(file.read_text()) for file in folder.glob("*.json")}
    assert len(schemas) >= 20, f"the schemas are not in {folder}"
    registry = referencing.Registry().with_resources(
        (PUBLISHED + name, referencing.Resource(contents=schema, specification=DRAFT202012))
        for name, schema in schemas.items())
    validators = {}

    def check(instance, name: str) -> None:
        if name not in validators:
            validators[name] = jsonschema.Draft202012Validator(
                {"$ref": PUBLISHED + name + ".json"}, registry=registry, format_checker=FORMATS)
        faults = [f"{each.json_path}: {each.message[:200]}" for each in validators[name].iter_errors(instance)]
        assert not faults, f"{name}: {faults[:10]}"

    return check


NAMES = dict(zip(LISTS, ["service", "service_at_location", "organization", "taxonomy", "taxonomy_term"]))


def test_the_formats_are_checked():
    """A format whose checker is not installed would pass everything."""
    assert {"uuid", "uri", "email", "date-time"} <= FORMATS.checkers.keys()


def test_root(service, check):
    check(service.json(ROOT + "/"), "api_details")


@pytest.mark.parametrize("of_list", LISTS)
def test_every_page_and_record(service, check, of_list):
    number, last = 1, False
    while not last:
        page = service.json(path(of_list), page=number, per_page=20)
        check(page, NAMES[of_list] + "_list")
        for record in page["contents"]:
            check(service.json(path(of_list, record["id"])), NAMES[of_list])
        number, last = number + 1, page["last_page"]


@pytest.mark.parametrize(
    "of_list, parameters",
    [(of_list, {}) for of_list in LISTS]
    + [("services", {"full": "true"}), ("service_at_locations", {"full": "true"}), ("organizations", {"full": "true"}),
       ("organizations", {"full_service": "true"})], ids=str)
def test_every_record_as_a_line(service, check, of_list, parameters):
    for record in service.lines(path(of_list), **parameters):
        check(record, NAMES[of_list])
        for nested in record.get("services", []) if "full_service" in parameters else []:
            check(nested, "service")


def test_organizations_with_whole_services_one_by_one(service, check):
    for record in service.lines(path("organizations")):
        check(service.json(path("organizations", record["id"]), full_service="true"), "organization")


@pytest.mark.parametrize(
    "words", [["import", "oruk", "sample-data/dirty-feed.json", "--source", "dirty"], ["sample", "--services", "300"]],
    ids=lambda words: words[0])
def test_other_sources_conform_as_well(cluster, serve, check, words):
    """What an untidy feed leaves behind, and what the generator makes."""
    database = cluster.create("conforming")
    assert database.command("migrate").returncode == 0
    database.command(*[str(PROJECT / word) if "/" in word else word for word in words])
    service = serve(database)
    found = service.lines(path("services"), full="true")
    assert len(found) >= 15
    for record in found:
        check(record, "service")
    for of_list in LISTS[1:]:
        for record in service.lines(path(of_list)):
            check(record, NAMES[of_list])
