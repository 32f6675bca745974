"""GET /oruk/v3…: what each parameter keeps, compared with the whole feed filtered here."""

import math

import pytest

from feed import DAYS, LISTS, ROOT, every_page, ids, openings, own_terms, path


def test_root_names_the_standard(service):
    root = service.json(ROOT + "/")
    assert root["version"] == "HSDS-UK-3.0"
    assert root["openapi_url"].startswith("http") and root["profile"].startswith("http")
    assert service.json(ROOT) == root


@pytest.mark.parametrize("of_list", LISTS)
def test_every_record_is_found_by_its_id(service, whole, of_list):
    for record in whole[of_list][:50] + whole[of_list][-5:]:
        assert service.json(path(of_list, record["id"]))["id"] == record["id"]


@pytest.mark.parametrize("of_list", ["services", "service_at_locations", "organizations"])
def test_full_is_what_the_single_record_says(service, whole, of_list):
    for record in whole[of_list + " full"][:40]:
        assert service.json(path(of_list, record["id"])) == record


def test_full_service_nests_whole_services(service, whole):
    by_id = {each["id"]: each for each in whole["services full"]}
    busy = [each for each in whole["organizations services"] if each.get("services")]
    assert busy
    for organization in busy[:20]:
        assert service.json(path("organizations", organization["id"]), full_service="true") == organization
        for nested in organization["services"]:
            # The organisation around it is not repeated in each.
            assert nested == {key: value for key, value in by_id[nested["id"]].items() if key != "organization"}


def test_minimal_is_everything_at_once(service, whole):
    page = service.json(path("services"), minimal="true")
    assert page["total_items"] == len(page["contents"]) == len(whole["services"])
    assert all(set(each) == {"id", "modified_date"} for each in page["contents"])
    assert ids(page["contents"]) == ids(whole["services"])


def expect_services(service, wanted: set[str], whole, **parameters):
    """Services, and services at locations, answer a filter alike; both can be paged through and had as NDJSON."""
    found = every_page(service, "services", per_page=50, **parameters)
    assert len(found) == len(ids(found)), "a record came twice"
    assert ids(found) == wanted
    assert ids(service.lines(path("services"), **parameters)) == wanted
    places = every_page(service, "service_at_locations", per_page=50, **parameters)
    assert ids(places) == {each["id"] for each in whole["service_at_locations"] if each["service_id"] in wanted}


def test_taxonomy_term_id(service, whole):
    terms = sorted({term for each in whole["services full"] for term, _ in own_terms(each)})
    for term in terms[:: max(1, len(terms) // 8)]:
        wanted = {each["id"] for each in whole["services full"] if term in {t for t, _ in own_terms(each)}}
        expect_services(service, wanted, whole, taxonomy_term_id=term)


def test_taxonomy_id(service, whole):
    for taxonomy in ids(whole["taxonomies"]):
        wanted = {each["id"] for each in whole["services full"] if taxonomy in {x for _, x in own_terms(each)}}
        expect_services(service, wanted, whole, taxonomy_id=taxonomy)


def test_organization_id(service, whole):
    for organization in list(ids(whole["organizations"]))[:5]:
        wanted = {each["id"] for each in whole["services full"] if each["organization"]["id"] == organization}
        expect_services(service, wanted, whole, organization_id=organization)


@pytest.mark.parametrize("age", [0, 5, 11, 16.5, 25])
def test_ages(service, whole, age):
    expect_services(
        service, {each["id"] for each in whole["services"] if each.get("minimum_age", -1) >= age}, whole, minimum_age=age)
    expect_services(
        service, {each["id"] for each in whole["services"] if each.get("maximum_age", 999) <= age}, whole, maximum_age=age)


@pytest.mark.parametrize(
    "asked",
    [{"day": "MO"}, {"day": "Saturday"}, {"start_time": "17:00"}, {"end_time": "12:00"},
     {"day": "TU", "start_time": "09:00", "end_time": "16:00"}],
    ids=str)
def test_day_and_times(service, whole, asked):
    def fits(opening):
        day, opens, closes = opening
        return (
            ("day" not in asked or day == asked["day"][:2].upper())
            and ("start_time" not in asked or opens is not None and opens[:5] >= asked["start_time"])
            and ("end_time" not in asked or closes is not None and closes[:5] <= asked["end_time"]))

    assert set(DAYS) >= {day for each in whole["services full"] for day, _, _ in openings(each) if day}
    wanted = {each["id"] for each in whole["services full"] if any(map(fits, openings(each)))}
    expect_services(service, wanted, whole, **asked)


def test_modified_after(service, whole):
    stamps = sorted(each["modified_date"] for each in service.json(path("services"), minimal="true")["contents"])
    for moment in (stamps[0], stamps[len(stamps) // 2], stamps[-1]):
        found = every_page(service, "services", modified_after=moment, per_page=200)
        assert len(found) == sum(stamp >= moment for stamp in stamps)
    assert service.json(path("services"), modified_after="2999-01-01")["empty"]
    assert service.json(path("services"), modified_after="2000-01-01")["total_items"] == len(stamps)
    assert service.json(path("services"), modified_after="2000-01-01T00:00:00+01:00")["total_items"] == len(stamps)


def test_filters_together_keep_what_each_keeps(service, whole):
    wanted = {
        each["id"] for each in whole["services full"]
        if each.get("minimum_age", -1) >= 5 and any(day == "WE" for day, _, _ in openings(each))}
    expect_services(service, wanted, whole, minimum_age=5, day="WE")


@pytest.mark.parametrize("of_list", LISTS)
def test_search_finds_a_record_by_its_name(service, whole, of_list):
    for record in whole[of_list][:10]:
        name = record["name"] if "name" in record else record["service"]["name"]
        found = service.lines(path(of_list), search=f'"{name}"')
        assert record["id"] in ids(found)
        page = service.json(path(of_list), search=f'"{name}"', per_page=200)
        assert page["total_items"] == len(found) and ids(page["contents"]) <= ids(found)


@pytest.mark.parametrize(
    "words", ["'", '"', "\\", "%", "a & | ! b", "((", ":*", "<->", "-", "--", "; DROP TABLE services", "é😀", "a" * 200])
def test_search_takes_any_words(service, words):
    for of_list in LISTS:
        assert service.get(path(of_list), params={"search": words}).status_code == 200


def position(place: dict) -> tuple[float, float] | None:
    location = place.get("location", {})
    if "latitude" in location and "longitude" in location:
        return location["latitude"], location["longitude"]
    return None


def metres(a, b) -> float:
    north = math.radians(a[0] - b[0]) * 6_371_000
    east = math.radians(a[1] - b[1]) * 6_371_000 * math.cos(math.radians(a[0]))
    return math.hypot(north, east)


def test_postcode_and_proximity(service, whole):
    """Nearest first. Latitude and longitude here, the grid there: they agree to about 5 m and 0.2 %."""
    located = [each for each in whole["service_at_locations full"] if position(each)]
    start = next(
        (each, address["postal_code"]) for each in located for address in each["location"].get("addresses", []))
    centre, postcode = position(start[0]), start[1]
    distance = {each["id"]: metres(centre, position(each)) for each in located}

    everything = every_page(service, "service_at_locations", postcode=postcode, per_page=100)
    assert ids(everything) == ids(whole["service_at_locations"])
    order = [distance[each["id"]] for each in everything if each["id"] in distance]
    assert all(later > earlier - 400 - earlier * 0.01 for earlier, later in zip(order, order[1:]))
    assert [each["id"] in distance for each in everything] == sorted((e["id"] in distance for e in everything), reverse=True)

    for radius in (500, 2_000, 5_000):
        found = ids(every_page(service, "service_at_locations", postcode=postcode, proximity=radius, per_page=100))
        # The centroid of the postcode may lie some way from the place we took for it.
        assert {each for each, far in distance.items() if far < radius * 0.95 - 400} <= found
        assert found <= {each for each, far in distance.items() if far < radius * 1.05 + 400}
    assert service.json(path("service_at_locations"), postcode=postcode.lower().replace(" ", ""), proximity=500) == \
        service.json(path("service_at_locations"), postcode=postcode, proximity=500)


def test_terms_by_their_place_in_the_taxonomy(service, whole):
    terms = whole["taxonomy_terms"]
    top = {each["id"] for each in terms if "parent_id" not in each}
    assert ids(every_page(service, "taxonomy_terms", top_only="true", per_page=50)) == top
    assert ids(every_page(service, "taxonomy_terms", top_only="false", per_page=50)) == ids(terms)
    for parent in list({each["parent_id"] for each in terms if "parent_id" in each})[:5]:
        wanted = {each["id"] for each in terms if each.get("parent_id") == parent}
        assert ids(every_page(service, "taxonomy_terms", parent_id=parent)) == wanted
    for taxonomy in ids(whole["taxonomies"]):
        wanted = {each["id"] for each in terms if each.get("taxonomy_id") == taxonomy}
        assert ids(every_page(service, "taxonomy_terms", taxonomy_id=taxonomy)) == wanted


NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("asked", ["taxonomy_term_id", "taxonomy_id", "organization_id"])
def test_an_id_nobody_has_keeps_nothing(service, asked):
    page = service.json(path("services"), **{asked: NOBODY})
    assert page["empty"] and page["total_items"] == page["total_pages"] == 0 and page["contents"] == []
