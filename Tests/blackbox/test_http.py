"""Every address: methods, conditions, fields and refusals."""

import json

import pytest

from feed import LISTS, ROOT, check_problem, path

NOBODY = "00000000-0000-4000-8000-000000000000"
ADDRESSES = [ROOT + "/"] + [path(each) for each in LISTS] + [path(each, "ID") for each in LISTS]


@pytest.fixture(params=ADDRESSES)
def address(request, whole) -> str:
    """Each of the eleven addresses of the feed, with an id that is there."""
    of_list = request.param.removesuffix("/ID").rsplit("/", 1)[-1]
    return request.param.replace("ID", whole[of_list][0]["id"]) if request.param.endswith("/ID") else request.param


def test_get(service, address):
    reply = service.get(address)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in reply.headers["Cache-Control"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert int(reply.headers["Content-Length"]) == len(reply.content)
    assert "Server" not in reply.headers
    assert b"null" not in reply.content.replace(b'"null"', b""), "an empty field is left out, never null"


def test_unchanged_since(service, address):
    first = service.get(address)
    etag = first.headers["ETag"]
    weak = "W/" + etag.removeprefix("W/")
    for condition in (etag, weak, f'"other", {etag}', "*"):
        reply = service.get(address, headers={"If-None-Match": condition})
        assert (reply.status_code, reply.content) == (304, b""), condition
        assert reply.headers["ETag"] == etag
    for condition in ('"other"', '""'):
        reply = service.get(address, headers={"If-None-Match": condition})
        assert (reply.status_code, reply.content) == (200, first.content)


def test_one_record_has_a_strong_tag(service, whole):
    for of_list in LISTS:
        etag = service.get(path(of_list, whole[of_list][0]["id"])).headers["ETag"]
        assert etag.startswith('"') and len(etag) > 3


def test_head_is_get_without_a_body(service, address):
    get, head = service.get(address), service.call("HEAD", address)
    assert (head.status_code, head.content) == (200, b"")
    varying = {"Date", "X-Request-ID", "traceparent"}
    assert {k: v for k, v in head.headers.items() if k not in varying} == \
        {k: v for k, v in get.headers.items() if k not in varying}


def test_options(service, address):
    reply = service.call("OPTIONS", address)
    assert (reply.status_code, reply.content) == (204, b"")
    assert {each.strip() for each in reply.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    preflight = service.call(
        "OPTIONS", address, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 204 and preflight.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(service, address, method):
    reply = service.call(method, address, data=b'{"a":1}', headers={"Content-Type": "application/json"})
    check_problem(reply, 405, code="method-not-allowed")
    assert "GET" in reply.headers["Allow"]
    assert service.get(address).status_code == 200, "the connection goes on"


def test_not_acceptable(service, address):
    check_problem(service.get(address, headers={"Accept": "text/html"}), 406)
    assert service.get(address, headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200


def test_unknown_parameter_is_named(service, address):
    problem = check_problem(service.get(address, params={"colour": "blue"}), 400)
    assert "colour" in problem["detail"] and problem["errors"][0]["parameter"] == "colour"


@pytest.mark.parametrize("of_list", LISTS)
@pytest.mark.parametrize(
    "identifier, statuses",
    [(NOBODY, (404,)), ("abc", (400, 404)), ("%00", (400, 404)), ("%FF", (400,)), (NOBODY + "0", (400, 404)),
     ("%2e%2e", (400, 404)), (NOBODY + "/extra", (404,))])
def test_no_such_record(service, of_list, identifier, statuses):
    check_problem(service.get_exactly(path(of_list) + "/" + identifier), *statuses)


def test_an_id_is_found_in_capitals_too(service, whole):
    record = whole["services"][0]["id"]
    assert service.json(path("services", record.upper()))["id"] == record


@pytest.mark.parametrize("wrong", ["/", "/oruk", "/oruk/v2/services", "/oruk/v3/Services", "/oruk/v3/services/", "/metrics"])
def test_no_such_address(service, wrong):
    check_problem(service.get(wrong), 404, code="not-found")


# Each: the lists it is asked of, the query as it stands in the URL, the status, the parameter that is named.
REFUSED = [
    (LISTS, "page=0", 422, "page"),
    (LISTS, "page=-1", 422, "page"),
    (LISTS, "page=x", 400, "page"),
    (LISTS, "page=1.5", 400, "page"),
    (LISTS, "page=", 400, "page"),
    (LISTS, "page=%2B1", 400, "page"),
    (LISTS, "page=99999999999999999999999", (400, 422), "page"),
    (LISTS, "page=1&page=2", 400, "page"),
    (LISTS, "per_page=0", 422, "per_page"),
    (LISTS, "per_page=-1", 422, "per_page"),
    (LISTS, "per_page=201", 422, "per_page"),
    (LISTS, "per_page=many", 400, "per_page"),
    (LISTS, "format=xml", 422, "format"),
    (LISTS, "format=ndjson&page=2", 422, "format"),
    (LISTS, "search=%00", (400, 422), "search"),
    (LISTS, "search=a%00b", (400, 422), "search"),
    (LISTS, "search=%FF", 400, None),
    (LISTS, "search=%ED%A0%80", 400, None),
    (LISTS, "search=%4", 400, None),
    (LISTS, "search=", (400, 422), "search"),
    (LISTS, "search=" + "a" * 201, 422, "search"),
    (["services", "service_at_locations", "organizations"], "full=perhaps", 400, "full"),
    (["services"], "minimal=2", 400, "minimal"),
    (["organizations"], "full_service=x", 400, "full_service"),
    (["services", "service_at_locations"], "taxonomy_term_id=x", 400, "taxonomy_term_id"),
    (["services", "service_at_locations"], "taxonomy_id=1", 400, "taxonomy_id"),
    (["services", "service_at_locations"], "organization_id=%27", 400, "organization_id"),
    (["services", "service_at_locations"], "modified_after=yesterday", 400, "modified_after"),
    (["services", "service_at_locations"], "modified_after=2026-02-30", 400, "modified_after"),
    (["services", "service_at_locations"], "minimum_age=old", 400, "minimum_age"),
    (["services", "service_at_locations"], "minimum_age=nan", 400, "minimum_age"),
    (["services", "service_at_locations"], "maximum_age=1e999", (400, 422), "maximum_age"),
    (["services", "service_at_locations"], "day=Someday", 400, "day"),
    (["services", "service_at_locations"], "start_time=25:00", 400, "start_time"),
    (["services", "service_at_locations"], "end_time=noon", 400, "end_time"),
    (["service_at_locations"], "postcode=nonsense", 400, "postcode"),
    (["service_at_locations"], "postcode=ZE3+9JZ", 422, "postcode"),
    (["service_at_locations"], "postcode=DY1+1HF&proximity=near", 400, "proximity"),
    (["service_at_locations"], "postcode=DY1+1HF&proximity=-5", 422, "proximity"),
    (["service_at_locations"], "postcode=DY1+1HF&proximity=99999999", 422, "proximity"),
    (["service_at_locations"], "proximity=500", 422, "proximity"),
    (["services"], "postcode=DY1+1HF", 400, "postcode"),
    (["taxonomy_terms"], "top_only=maybe", 400, "top_only"),
    (["taxonomy_terms"], "parent_id=up", 400, "parent_id"),
]


@pytest.mark.parametrize("lists, query, statuses, parameter", REFUSED, ids=lambda value: str(value)[:40])
def test_refused_parameters(service, lists, query, statuses, parameter):
    for of_list in lists:
        reply = service.get_exactly(f"{path(of_list)}?{query}")
        problem = check_problem(reply, *(statuses if isinstance(statuses, tuple) else (statuses,)))
        assert "\0" not in json.dumps(problem)
        if parameter:
            assert parameter in [error["parameter"] for error in problem["errors"]]


def test_all_faults_come_together(service):
    problem = check_problem(service.get(path("services") + "?page=x&colour=blue&minimum_age=old"), 400)
    assert {"page", "colour", "minimum_age"} <= {error["parameter"] for error in problem["errors"]}


@pytest.mark.parametrize("of_list", LISTS)
def test_a_page_behind_the_last_is_empty(service, of_list):
    page = service.json(path(of_list), page=100_000_000)
    assert page["empty"] and page["contents"] == [] and not page["first_page"] and not page["last_page"]
    assert page["total_items"] > 0


def test_request_ids(service):
    assert service.get(ROOT + "/", headers={"X-Request-ID": "ours-1.2_3"}).headers["X-Request-ID"] == "ours-1.2_3"
    for wrong in ("a b", "x" * 65, "<script>"):
        answered = service.get(ROOT + "/", headers={"X-Request-ID": wrong}).headers["X-Request-ID"]
        assert answered != wrong and answered


def test_ndjson(service, whole):
    reply = service.get(path("services"), params={"format": "ndjson"})
    assert "ndjson" in reply.headers["Content-Type"]
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.content.endswith(b"\n") and reply.content.count(b"\n") == len(whole["services"])
