#!/usr/bin/env python3
"""Checks what the gateway answered in its tests against resources/openapi/admin-v1.yaml.

    check.py --document admin-v1.yaml --routes routes.json RECORDING.jsonl ...

A recording holds one answered request a line: {method, path, key, request, status, headers, body}; body is
null where the bytes are no UTF-8. routes.json holds the gateway's route table and the filters of its
lists. Fails when an answer is one that the document does not tell (its status, media type, headers, body;
members that are not named there included), when a request that was taken uses what is not told, when an
endpoint is in the route table and not in the document or the other way round, and when an endpoint was never
seen to succeed.

OpenAPI 3.1 schemas are JSON Schema 2020-12, which python3-jsonschema validates. Readers of the document
must put up with new members; this check does not: every object that does not speak of further members is
closed here.
"""
import argparse
import json
import re
import sys
import urllib.parse
import uuid
from datetime import datetime

import jsonschema
import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
BOUNDS = ("_from", "_to")
PAGING = {"limit", "cursor", "key", "direction", "inclusive", "until", "pause", "filter", "count",
          "sort", "order", "cost"}
PREFIX = "/admin/v1"

formats = jsonschema.FormatChecker(formats=())


@formats.checks("uuid", raises=ValueError)
def is_uuid(value):
    return not isinstance(value, str) or str(uuid.UUID(value)) == value


@formats.checks("date-time", raises=ValueError)
def is_date_time(value):
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Document:
    def __init__(self, tree):
        self.tree = tree
        self.used = set()
        self.problems = []
        if not str(tree.get("openapi", "")).startswith("3.1."):
            self.problems.append("the document is not OpenAPI 3.1")
        self.operations = {}
        for path, item in tree["paths"].items():
            item = self.resolve(item)
            for method in METHODS:
                if method in item:
                    self.operations[method.upper(), path] = self.operation(item, item[method])
        self.find_unused()

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            reference = node["$ref"]
            self.used.add(reference)
            node = self.tree
            for part in reference.removeprefix("#/").split("/"):
                if part not in node:
                    self.problems.append(f"{reference} leads nowhere")
                    return {}
                node = node[part]
        return node

    def operation(self, item, operation):
        """With parameters resolved and schemas made ready."""
        parameters = [self.resolve(p) for p in item.get("parameters", []) + operation.get("parameters", [])]
        for parameter in parameters:
            self.validator(parameter.get("schema", {}))
            self.content(parameter)
        return {
            "parameters": {(p["in"], p["name"]): p for p in parameters},
            "request": self.content(self.resolve(operation.get("requestBody", {}))),
            "responses": {str(status): self.response(self.resolve(response))
                          for status, response in operation["responses"].items()},
        }

    def response(self, response):
        headers = {name: self.resolve(header) for name, header in response.get("headers", {}).items()}
        return {"content": self.content(response),
                "headers": [name.lower() for name, header in headers.items() if header.get("required")]}

    def content(self, holder):
        return {media_type: self.validator(content.get("schema", {}))
                for media_type, content in holder.get("content", {}).items()}

    def validator(self, schema):
        ready = self.closed(schema)
        try:
            jsonschema.Draft202012Validator.check_schema(ready)
        except jsonschema.SchemaError as error:
            self.problems.append(f"a schema is none: {error.message}")
        return jsonschema.Draft202012Validator(ready, format_checker=formats)

    def closed(self, schema, is_part=False):
        """The schema without references, and without members that it does not name."""
        schema = self.resolve(schema)
        if not isinstance(schema, dict):
            return schema
        made = dict(schema)
        for name in ("items", "additionalProperties"):
            if name in made:
                made[name] = self.closed(made[name])
        if "properties" in made:
            made["properties"] = {name: self.closed(one) for name, one in made["properties"].items()}
        for name in ("oneOf", "anyOf"):
            if name in made:
                made[name] = [self.closed(one) for one in made[name]]
        if "allOf" in made:
            made["allOf"] = [self.closed(one, True) for one in made["allOf"]]
        if not is_part and ("properties" in made or "allOf" in made) and "additionalProperties" not in made:
            made["unevaluatedProperties"] = False
        return made

    def find_unused(self):
        for kind, components in self.tree.get("components", {}).items():
            if kind == "securitySchemes":
                continue
            for name in components:
                if f"#/components/{kind}/{name}" not in self.used:
                    self.problems.append(f"nothing uses #/components/{kind}/{name}")

    def find(self, method, path):
        """The template that this path is of, and its operation; None where there is none."""
        best = None
        for known, template in self.operations:
            pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template))
            if not re.fullmatch(pattern, path):
                continue
            if best is None or template.count("{") < best.count("{"):
                best = template
        return best, self.operations.get((method, best))


class Check:
    def __init__(self, document):
        self.document = document
        self.problems = list(document.problems)
        self.succeeded = set()
        self.count = 0

    def fail(self, where, what):
        problem = f"{where}: {what}"
        if problem not in self.problems:
            self.problems.append(problem)

    def routes(self, routes):
        served = {(route["method"], "/" + route["pattern"]) for route in routes["routes"]}
        for method, path in sorted(served - set(self.document.operations)):
            self.fail(f"{method} {path}", "is served and not in the document")
        for method, path in sorted(set(self.document.operations) - served):
            self.fail(f"{method} {path}", "is in the document and not served")
        for path, columns in routes["filters"].items():
            self.filters(path, columns)
        for path, names in routes.get("sorts", {}).items():
            self.sorts(path, names)

    def sorts(self, path, names):
        operation = self.document.operations.get(("GET", path), {"parameters": {}})
        told = operation["parameters"].get(("query", "sort"), {}).get("schema", {}).get("enum", [])
        for name in sorted(set(names) - set(told)):
            self.fail(f"GET {path}", f"is sorted by {name}, which the document does not tell")
        for name in sorted(set(told) - set(names)):
            self.fail(f"GET {path}", f"is not sorted by {name} of the document")

    def filters(self, path, columns):
        operation = self.document.operations.get(("GET", path))
        if operation is None:
            return
        told = {name for place, name in operation["parameters"] if place == "query"}
        needed = set()
        for column in columns:
            if column["type"] != "time":
                needed.add(column["name"])
            if column["type"] in ("time", "integer"):
                needed.update(column["name"] + bound for bound in BOUNDS)
        for name in sorted(needed - told):
            self.fail(f"GET {path}", f"takes the parameter {name}, which the document does not tell")
        names = {column["name"] for column in columns}
        for name in sorted(told - PAGING):
            if not any(name == known or name.startswith(known + "_") for known in names):
                self.fail(f"GET {path}", f"does not take the parameter {name} of the document")

    def answer(self, pair):
        self.count += 1
        url = urllib.parse.urlsplit(pair["path"])
        path = url.path.removeprefix(PREFIX)
        template, operation = self.document.find(pair["method"], path)
        where = f"{pair['method']} {template or path} -> {pair['status']}"
        if operation is None:
            return self.refusal(where, pair, 405 if template else 404)
        response = self.response_of(operation, pair["status"])
        if response is None:
            return self.fail(where, "this status is not in the document")
        self.body(where, response, pair)
        if 200 <= pair["status"] < 300:
            self.succeeded.add((pair["method"], template))
            self.request(where, operation, pair, urllib.parse.parse_qsl(url.query, keep_blank_values=True))

    def refusal(self, where, pair, status):
        """For a path or method that is not in the document: nothing but a refusal."""
        if pair["status"] not in (401, status):
            self.fail(where, "this path is not in the document")

    @staticmethod
    def response_of(operation, status):
        told = operation["responses"]
        return told.get(str(status)) or (told.get("default") if status >= 400 else None)

    def body(self, where, response, pair):
        for name in response["headers"]:
            if name not in pair["headers"]:
                self.fail(where, f"the header {name} is missing")
        media_type = pair["headers"].get("content-type", "").split(";")[0].strip()
        if media_type not in response["content"]:
            return self.fail(where, f"the media type '{media_type}' is not in the document")
        if not media_type.endswith("json"):
            return
        try:
            value = json.loads(pair["body"])
        except (TypeError, ValueError) as error:
            return self.fail(where, f"no JSON: {error}")
        self.validate(where, response["content"][media_type], value)
        if media_type == "application/problem+json" and value.get("status") != pair["status"]:
            self.fail(where, "the problem tells another status")

    def validate(self, where, validator, value):
        for error in validator.iter_errors(value):
            place = "/".join("*" if isinstance(part, int) else str(part) for part in error.absolute_path)
            self.fail(where, f"{place or 'body'}: {error.message[:300]}")

    def request(self, where, operation, pair, query):
        for name, _ in query:
            if ("query", name) not in operation["parameters"]:
                self.fail(where, f"took the parameter {name}, which is not in the document")
        key = operation["parameters"].get(("header", "Idempotency-Key"))
        if bool(key) != bool(pair["key"]):
            self.fail(where, "an Idempotency-Key was " + ("not needed" if key else "taken, and is not in the document"))
        if pair["request"]:
            validator = operation["request"].get("application/json")
            if validator is None:
                return self.fail(where, "took a body, which is not in the document")
            self.validate(where + ", request", validator, json.loads(pair["request"]))

    def coverage(self):
        for method, path in sorted(set(self.document.operations) - self.succeeded):
            self.fail(f"{method} {path}", "no test saw it succeed")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--document", required=True)
    arguments.add_argument("--routes", required=True)
    arguments.add_argument("recordings", nargs="+")
    given = arguments.parse_args()
    with open(given.document, encoding="utf-8") as file:
        check = Check(Document(yaml.safe_load(file)))
    with open(given.routes, encoding="utf-8") as file:
        check.routes(json.load(file))
    for recording in given.recordings:
        with open(recording, encoding="utf-8") as file:
            for line in file:
                check.answer(json.loads(line))
    check.coverage()
    for problem in check.problems:
        print(problem)
    print(f"{check.count} answers checked against {len(check.document.operations)} operations: "
          f"{len(check.problems)} problems")
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main())
