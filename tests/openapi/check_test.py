#!/usr/bin/env python3
"""The check finds what it is there to find."""
import copy
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True

import check

THING = {"type": "object", "required": ["id"],
         "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": ["string", "null"]}}}
DOCUMENT = {
    "openapi": "3.1.0",
    "paths": {
        "/things": {"get": {
            "parameters": [{"name": "limit", "in": "query"}, {"name": "size", "in": "query"},
                           {"name": "size_from", "in": "query"}, {"name": "size_to", "in": "query"}],
            "responses": {"200": {"headers": {"Server-Timing": {"required": True}},
                                  "content": {"application/json": {"schema": {
                                      "type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}}}}},
        "/things/{id}": {
            "get": {"responses": {"200": {"content": {"application/json": {"schema": {"allOf": [
                        {"$ref": "#/components/schemas/Thing"},
                        {"properties": {"more": {"type": "integer"}}}]}}}}}},
            "post": {"parameters": [{"name": "Idempotency-Key", "in": "header"}],
                     "requestBody": {"content": {"application/json": {"schema": {
                         "type": "object", "properties": {"reason": {"type": "string"}}}}}},
                     "responses": {"200": {"content": {"application/json": {"schema": {
                         "$ref": "#/components/schemas/Thing"}}}},
                         "default": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}}}},
    },
    "components": {"schemas": {"Thing": THING}},
}
ROUTES = {"routes": [{"method": "GET", "pattern": "things"}, {"method": "GET", "pattern": "things/{id}"},
                     {"method": "POST", "pattern": "things/{id}"}],
          "filters": {"/things": [{"name": "size", "type": "integer"}]}}
ID = "01a1e9b4-ed58-7327-b569-6ed663e67889"


def pair(method="GET", path=f"/things/{ID}", status=200, body=None, request=None, key="", **headers):
    told = {"content-type": "application/json", "server-timing": "db;dur=1"}
    told.update((name.replace("_", "-"), value) for name, value in headers.items())
    return {"method": method, "path": "/admin/v1" + path, "status": status, "headers": told, "key": key,
            "request": json.dumps(request) if request is not None else "",
            "body": json.dumps({"id": ID} if body is None else body)}


GOOD = [pair(path="/things?limit=5", body=[{"id": ID, "name": None}]), pair(body={"id": ID, "more": 5}),
        pair("POST", request={"reason": "because"}, key="k")]


class CheckTest(unittest.TestCase):
    def problems(self, *pairs, document=DOCUMENT, routes=ROUTES):
        made = check.Check(check.Document(copy.deepcopy(document)))
        made.routes(routes)
        for one in (*GOOD, *pairs):
            made.answer(one)
        made.coverage()
        return made.problems

    def assertFinds(self, what, *pairs, **more):
        problems = self.problems(*pairs, **more)
        self.assertTrue(any(what in problem for problem in problems), problems)

    def test_what_is_told_passes(self):
        self.assertEqual(self.problems(), [])

    def test_a_member_that_is_not_told(self):
        self.assertFinds("colour", pair(body={"id": ID, "colour": "red"}))
        self.assertFinds("colour", pair(path="/things", body=[{"id": ID, "colour": "red"}]))

    def test_a_member_that_is_missing_or_of_another_type(self):
        self.assertFinds("required", pair(body={"name": "x"}))
        self.assertFinds("name", pair(body={"id": ID, "name": 5}))
        self.assertFinds("id", pair(body={"id": "five"}))

    def test_a_status_that_is_not_told(self):
        self.assertFinds("status", pair(status=201))
        self.assertFinds("status", pair(status=404))
        self.assertFinds("status", pair("POST", status=202, key="k"))

    def test_a_media_type_or_header_that_is_not_told(self):
        self.assertFinds("media type", pair(content_type="text/plain"))
        bare = pair(path="/things", body=[])
        del bare["headers"]["server-timing"]
        self.assertFinds("server-timing", bare)

    def test_a_problem_that_tells_another_status(self):
        problem = pair("POST", status=409, body={"status": 400}, content_type="application/problem+json")
        self.assertFinds("another status", problem)

    def test_a_path_that_is_not_told(self):
        self.assertFinds("not in the document", pair(path="/secrets"))
        self.assertFinds("not in the document", pair("DELETE"))
        self.assertEqual(self.problems(pair(path="/secrets", status=404)), [])

    def test_a_request_that_is_not_told(self):
        self.assertFinds("colour", pair(path="/things?colour=red", body=[]))
        self.assertFinds("request", pair("POST", request={"colour": "red"}, key="k"))
        self.assertFinds("Idempotency-Key", pair("POST", request={}))

    def test_routes_and_document_differ(self):
        more = copy.deepcopy(ROUTES)
        more["routes"].append({"method": "GET", "pattern": "others"})
        self.assertFinds("served and not in the document", routes=more)
        less = copy.deepcopy(ROUTES)
        del less["routes"][0]
        self.assertFinds("in the document and not served", routes=less)

    def test_filters_and_parameters_differ(self):
        for columns, what in (([{"name": "size", "type": "integer"}, {"name": "age", "type": "time"}], "age_from"),
                              ([], "does not take the parameter size")):
            self.assertFinds(what, routes={**ROUTES, "filters": {"/things": columns}})

    def test_sorts_and_document_differ(self):
        document = copy.deepcopy(DOCUMENT)
        document["paths"]["/things"]["get"]["parameters"].append(
            {"name": "sort", "in": "query", "schema": {"enum": ["size"]}})
        self.assertFinds("is sorted by age", document=document, routes={**ROUTES, "sorts": {"/things": ["size", "age"]}})
        self.assertFinds("is not sorted by size", document=document, routes={**ROUTES, "sorts": {"/things": []}})

    def test_an_operation_that_no_test_saw_succeed(self):
        made = check.Check(check.Document(copy.deepcopy(DOCUMENT)))
        made.coverage()
        self.assertEqual(len(made.problems), 3)

    def test_references_that_lead_nowhere_and_components_that_nothing_uses(self):
        broken = copy.deepcopy(DOCUMENT)
        broken["components"]["schemas"]["Other"] = {"type": "object"}
        broken["paths"]["/things"]["get"]["responses"]["400"] = {"$ref": "#/components/responses/None"}
        self.assertFinds("leads nowhere", document=broken)
        self.assertFinds("nothing uses", document=broken)


if __name__ == "__main__":
    unittest.main()
