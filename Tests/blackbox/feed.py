"""What the tests know of the feed: its lists, its whole content, and what an answer must look like."""

import json
import re

LISTS = ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]
ROOT = "/oruk/v3"


def path(of_list: str, identifier: str = "") -> str:
    return f"{ROOT}/{of_list}" + (f"/{identifier}" if identifier else "")


def check_problem(reply, *statuses: int, code: str | None = None) -> dict:
    """An RFC 9457 problem in the house's form; returns it."""
    assert reply.status_code in statuses, f"{reply.request.url}: {reply.status_code} {reply.text[:500]}"
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = reply.json()
    assert {"type", "title", "status", "detail", "instance", "code"} <= problem.keys()
    assert problem["status"] == reply.status_code
    assert problem["type"].endswith("#" + problem["code"])
    assert problem["instance"] == "urn:request:" + reply.headers["X-Request-ID"]
    if code:
        assert problem["code"] == code
    if reply.status_code == 503:
        assert int(reply.headers["Retry-After"]) > 0
    return problem


def own_terms(service: dict) -> set[tuple[str, str | None]]:
    """The terms a service carries itself, with their taxonomies: not those of its organisation and its places."""
    found = set()

    def walk(value):
        if isinstance(value, list):
            for each in value:
                walk(each)
        elif isinstance(value, dict):
            term = value.get("taxonomy_term")
            if term:
                found.add((term["id"], term.get("taxonomy_id")))
            for name, each in value.items():
                if name not in ("organization", "service_at_locations", "taxonomy_term"):
                    walk(each)

    walk(service)
    return found


DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def openings(service: dict) -> list[tuple[str | None, str | None, str | None]]:
    """Day, opening and closing time of each schedule of a service, wherever it is held."""
    schedules = list(service.get("schedules", []))
    for place in service.get("service_at_locations", []):
        schedules += place.get("schedules", [])
    return [
        (day, schedule.get("opens_at"), schedule.get("closes_at"))
        for schedule in schedules
        for day in (re.findall("MO|TU|WE|TH|FR|SA|SU", schedule.get("byday") or "") or [None])
    ]


def ids(records: list[dict]) -> set[str]:
    return {record["id"] for record in records}


def every_page(service, of_list: str, **parameters) -> list[dict]:
    """All records of a list, walked page by page."""
    records, number = [], 1
    while True:
        page = service.json(path(of_list), page=number, **parameters)
        records += page["contents"]
        if page["last_page"]:
            return records
        number += 1


def whole_feed(service) -> dict[str, list]:
    """Everything the feed says, as NDJSON gives it."""
    forms = {of_list: {} for of_list in LISTS}
    forms["services full"] = forms["service_at_locations full"] = forms["organizations full"] = {"full": "true"}
    forms["organizations services"] = {"full_service": "true"}
    return {name: service.lines(path(name.split()[0]), **parameters) for name, parameters in forms.items()}


def same(left, right) -> bool:
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
