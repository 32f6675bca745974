"""Says what clients of a released openapi.yaml would miss in a newer one, and fails if the CHANGELOG does not say so.

usage: openapi_diff.py RELEASED.yaml CURRENT.yaml CHANGELOG.diff

Looked for: removed operations, parameters, replies and fields of replies; values that an input no longer takes or a
field of a reply may newly have; inputs that are newly required. Each is accepted where a line added to the CHANGELOG
since the release says `Breaking` and names it, as printed here.
"""

import sys
from pathlib import Path

import yaml

METHODS = ("get", "put", "post", "delete", "patch")


class Document:
    def __init__(self, path: str):
        self.root = yaml.safe_load(Path(path).read_text()) or {}

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.root
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node or {}

    def operations(self) -> dict:
        return {
            f"{method.upper()} {path}": (item, item[method])
            for path, item in self.root.get("paths", {}).items() for method in METHODS if method in item}

    def parameters(self, item: dict, operation: dict) -> dict:
        every = map(self.resolve, item.get("parameters", []) + operation.get("parameters", []))
        return {(each["in"], each["name"]): each for each in every}

    def fields(self, schema, path: str = "", within: tuple = ()) -> dict:
        """Every field below a schema: its path, its own schema, and whether it is required. A recursion is cut."""
        schema = self.resolve(schema)
        if id(schema) in within:
            return {}
        within += (id(schema),)
        found = {}
        for part in [*schema.get("allOf", []), *schema.get("oneOf", []), *schema.get("anyOf", [])]:
            found |= self.fields(part, path, within)
        if "items" in schema:
            found |= {path + "[]": (self.resolve(schema["items"]), True)} | self.fields(schema["items"], path + "[]", within)
        for name, each in schema.get("properties", {}).items():
            here = f"{path}.{name}".lstrip(".")
            found[here] = (self.resolve(each), name in schema.get("required", []))
            found |= self.fields(each, here, within)
        return found

    def content(self, holder) -> dict:
        """The schema of each media type of a reply or a body."""
        return {kind: each.get("schema", {}) for kind, each in self.resolve(holder).get("content", {}).items()}


def types(schema: dict) -> set:
    kind = schema.get("type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def lost_inputs(old: dict, new: dict):
    """What an input took and no longer takes."""
    if "enum" in new and set(map(str, old.get("enum", ["anything"]))) - set(map(str, new["enum"])):
        yield "takes fewer values"
    if types(old) and types(new) and types(old) - types(new) - ({"integer"} if "number" in types(new) else set()):
        yield "has another type"


def changed_reply(old: dict, new: dict):
    """What a reply may newly say, that a client has never seen."""
    if "enum" in old and set(map(str, new.get("enum", ["anything"]))) - set(map(str, old["enum"])):
        yield "may have other values"
    if types(old) and types(new) and types(new) - types(old) - ({"integer"} if "number" in types(old) else set()):
        yield "has another type"


def findings(old: Document, new: Document):
    current = new.operations()
    for name, (old_item, old_operation) in old.operations().items():
        if name not in current:
            yield f"{name}: removed"
            continue
        item, operation = current[name]

        before, after = old.parameters(old_item, old_operation), new.parameters(item, operation)
        for key, parameter in before.items():
            if key not in after:
                yield f"{name}: parameter {key[1]} removed"
                continue
            for what in lost_inputs(old.resolve(parameter.get("schema")), new.resolve(after[key].get("schema"))):
                yield f"{name}: parameter {key[1]} {what}"
        for key, parameter in after.items():
            if parameter.get("required") and not before.get(key, {}).get("required"):
                yield f"{name}: parameter {key[1]} newly required"

        bodies, new_bodies = old.content(old_operation.get("requestBody")), new.content(operation.get("requestBody"))
        for kind, schema in bodies.items():
            if kind not in new_bodies:
                yield f"{name}: body {kind} removed"
                continue
            fields, new_fields = old.fields(schema), new.fields(new_bodies[kind])
            for field, (each, _) in fields.items():
                if field not in new_fields:
                    yield f"{name}: body field {field} removed"
                    continue
                for what in lost_inputs(each, new_fields[field][0]):
                    yield f"{name}: body field {field} {what}"
            for field, (_, required) in new_fields.items():
                if required and not field.endswith("[]") and not fields.get(field, (None, False))[1]:
                    yield f"{name}: body field {field} newly required"

        replies = operation.get("responses", {})
        for status, reply in old_operation.get("responses", {}).items():
            if not str(status).startswith("2"):
                continue
            if status not in replies:
                yield f"{name}: reply {status} removed"
                continue
            after = new.content(replies[status])
            for kind, schema in old.content(reply).items():
                if kind not in after:
                    yield f"{name}: reply {status} {kind} removed"
                    continue
                fields = new.fields(after[kind])
                for field, (each, _) in old.fields(schema).items():
                    if field not in fields:
                        yield f"{name}: field {field} removed"
                        continue
                    for what in changed_reply(each, fields[field][0]):
                        yield f"{name}: field {field} {what}"


def main(released: str, current: str, changelog: str) -> int:
    said = [line for line in Path(changelog).read_text().splitlines() if line.startswith("+") and "breaking" in line.lower()]
    missing = [each for each in findings(Document(released), Document(current)) if not any(each in line for line in said)]
    for each in missing:
        print(f"breaks clients, and the CHANGELOG does not say so: {each}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
