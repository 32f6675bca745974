"""The feed's shapes and its arithmetic, written from the standard: they hold without its schema files."""

import re
import uuid

import pytest

from feed import LISTS, path

ENVELOPE = {
    "total_items": int, "total_pages": int, "page_number": int, "size": int, "first_page": bool, "last_page": bool,
    "empty": bool, "contents": list}


def check_page(page: dict, number: int, per_page: int, total: int) -> None:
    assert {name: type(value) for name, value in page.items()} == ENVELOPE
    pages = -(-total // per_page)
    size = max(0, min(per_page, total - (number - 1) * per_page))
    assert (page["total_items"], page["total_pages"], page["page_number"]) == (total, pages, number)
    assert page["size"] == len(page["contents"]) == size
    assert page["first_page"] == (number == 1)
    assert page["last_page"] == (number == max(1, pages))
    assert page["empty"] == (size == 0)


@pytest.mark.parametrize("of_list", LISTS)
@pytest.mark.parametrize("per_page", [1, 7, 50, 200])
def test_pages(service, of_list, per_page):
    everything = [each["id"] for each in service.lines(path(of_list))]
    total = len(everything)
    pages = -(-total // per_page)
    for number in {1, 2, pages // 2 or 1, max(1, pages - 1), pages, pages + 1}:
        page = service.json(path(of_list), page=number, per_page=per_page)
        check_page(page, number, per_page, total)
        assert [each["id"] for each in page["contents"]] == everything[(number - 1) * per_page : number * per_page]


@pytest.mark.parametrize("of_list", LISTS)
def test_a_page_has_fifty_unless_asked_otherwise(service, of_list):
    assert service.json(path(of_list)) == service.json(path(of_list), page=1, per_page=50)


@pytest.mark.parametrize("parameters", [{"search": "support"}, {"minimum_age": 5}, {"day": "TU"}], ids=str)
def test_pages_of_a_filter(service, parameters):
    everything = service.lines(path("services"), **parameters)
    pages = -(-len(everything) // 10)
    seen = []
    for number in range(1, pages + 2):
        page = service.json(path("services"), page=number, per_page=10, **parameters)
        check_page(page, number, 10, len(everything))
        seen += [each["id"] for each in page["contents"]]
    assert sorted(seen) == sorted(each["id"] for each in everything)


def is_uuid(text: str) -> bool:
    return str(uuid.UUID(text)) == text


DATE = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# What each kind of object must have, and how members look wherever they stand.
REQUIRED = {
    "services": {"id", "name", "status"}, "organizations": {"id", "name", "description"}, "taxonomies": {"id", "name", "description"},
    "taxonomy_terms": {"id", "name", "description"}, "service_at_locations": {"id"},
    "location": {"id", "location_type"}, "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "organization": {"id", "name", "description"}, "phones": {"id", "number"}, "schedules": {"id"}, "contacts": {"id"},
    "cost_options": {"id"}, "funding": {"id"}, "languages": {"id"}, "service_areas": {"id"}, "accessibility": {"id"},
    "attributes": {"id"}, "taxonomy_term": {"id", "name", "description"}, "organization_identifiers": {"id", "identifier_type", "identifier"},
}
FORMS = {
    "id": is_uuid, "organization_id": is_uuid, "location_id": is_uuid, "service_id": is_uuid, "taxonomy_id": is_uuid, "parent_id": is_uuid,
    "status": {"active", "inactive", "defunct", "temporarily closed"}.__contains__,
    "location_type": {"physical", "postal", "virtual"}.__contains__,
    "address_type": {"physical", "postal", "virtual"}.__contains__,
    "freq": {"WEEKLY", "MONTHLY", "DAILY", "YEARLY"}.__contains__,
    "byday": re.compile(r"[+-]?\d*(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d*(MO|TU|WE|TH|FR|SA|SU))*").fullmatch,
    "latitude": lambda value: -90 <= value <= 90, "longitude": lambda value: -180 <= value <= 180,
    "minimum_age": lambda value: value >= 0, "maximum_age": lambda value: value >= 0, "amount": lambda value: value >= 0,
    "country": re.compile("[A-Z]{2}").fullmatch, "url": re.compile("https?://.+").fullmatch,
    "website": re.compile("https?://.+").fullmatch, "email": re.compile("[^@ ]+@[^@ ]+").fullmatch,
    "last_modified": INSTANT.fullmatch, "modified_date": INSTANT.fullmatch, "assured_date": DATE.fullmatch,
    "valid_from": DATE.fullmatch, "valid_to": DATE.fullmatch, "dtstart": DATE.fullmatch, "until": DATE.fullmatch,
}


def check(value, kind: str, where: str) -> None:
    assert value is not None and value != [], f"{where}: an empty field is left out"
    if isinstance(value, list):
        for number, each in enumerate(value):
            check(each, kind, f"{where}/{number}")
    elif isinstance(value, dict):
        assert REQUIRED.get(kind, set()) <= value.keys(), f"{where}: {REQUIRED[kind] - value.keys()} missing"
        for name, each in value.items():
            check(each, name, f"{where}/{name}")
    elif kind in FORMS:
        assert FORMS[kind](value), f"{where}: {value!r}"


@pytest.mark.parametrize(
    "of_list, parameters",
    [(of_list, {}) for of_list in LISTS]
    + [("services", {"full": "true"}), ("service_at_locations", {"full": "true"}), ("organizations", {"full": "true"}),
       ("organizations", {"full_service": "true"})], ids=str)
def test_shapes(service, of_list, parameters):
    for record in service.lines(path(of_list), **parameters):
        kind = "organization" if of_list == "organizations" else of_list
        if "full_service" in parameters:
            for nested in record.pop("services", []):
                check(nested, "services", "/services/" + nested["id"])
        if of_list == "organizations":
            for nested in record.pop("services", []):
                assert is_uuid(nested["id"])
        check(record, kind, f"/{of_list}/{record['id']}")


def test_records_say_whose_they_are(service):
    services = {each["id"]: each for each in service.lines(path("services"), full="true")}
    for each in service.lines(path("service_at_locations"), full="true"):
        owner = services[each.get("service_id") or each["service"]["id"]]
        assert each["id"] in {place["id"] for place in owner["service_at_locations"]}
    organizations = {each["id"] for each in service.lines(path("organizations"))}
    assert {each["organization"]["id"] for each in services.values() if "organization" in each} <= organizations
    terms = {each["id"]: each for each in service.lines(path("taxonomy_terms"))}
    taxonomies = {each["id"] for each in service.lines(path("taxonomies"))}
    for each in terms.values():
        assert each.get("taxonomy_id") in taxonomies | {None}
        if "parent_id" in each:
            assert terms[each["parent_id"]].get("taxonomy_id") == each.get("taxonomy_id")
