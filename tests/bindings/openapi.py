"""The description of the HTTP interface, read by tools that are not ours: it is OpenAPI 3.1, and what the server answers is what it says.

    python openapi.py ADDRESS    such as http://127.0.0.1:8710

Needs the packages openapi-spec-validator and jsonschema. Ends with an error at the first thing that is otherwise.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

ADDRESS = sys.argv[1]
CASE = {"at": "坂田街道", "on": "2026-03-02", "answers": {"户籍地": "龙岗区", "居住地": "龙岗区", "婚姻状况": "离异"}}
MATTER = {**CASE, "matter": "二孩生育登记"}
PLACE = {"at": "龙岗区", "on": "2026-03-02"}
REQUESTS = {
    "info": [{}],
    "places": [{"on": "2026-03-02", "like": "街道"}],
    "offered": [PLACE, {**PLACE, "lang": "en"}],
    "guide": [{**PLACE, "matter": "二孩生育登记"}, {**PLACE, "matter": "建筑工程施工许可证核发", "lang": "en"}],
    "questions": [MATTER, {**MATTER, "answers": {}}],
    "decide": [MATTER, {**MATTER, "answers": {}}, {**MATTER, "lang": "en"}, {**MATTER, "answers": {"户籍地": "罗湖区", "居住地": "罗湖区"}}],
    "due": [MATTER, {**MATTER, "events": [{"kind": "received", "on": "2026-03-02"}, {"kind": "accepted", "on": "2026-03-03"}], "as_of": "2026-03-04"}],
    "venues": [MATTER],
    "theme": [{"theme": "企业开办", "at": "坂田街道", "on": "2026-03-02", "responsible": "坂田街道"}],
    "why": [MATTER],
    "receipt": [MATTER],
    "figures": [{}, {"on": "2026-03-02", "within": 365}],
}
REFUSED = [
    ("POST", "/api/decide", "{"), ("POST", "/api/decide", "{}"), ("POST", "/api/decide", json.dumps({**MATTER, "matter": "没有"})),
    ("POST", "/api/theme", json.dumps({**CASE, "theme": "没有"})), ("DELETE", "/api/decide", None), ("GET", "/api/nothing", None),
    ("POST", "/api/decide", " " * 70_000), ("GET", "/api/places?on=2026-02-30", None),
]


def asked(method, path, body=None):
    request = urllib.request.Request(ADDRESS + path, method=method, data=None if body is None else body.encode())
    request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers.get_content_type(), json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), json.load(error)


status, _, description = asked("GET", "/api/openapi.json")
assert status == 200
OpenAPIV31SpecValidator(description).validate()
assert {path.removeprefix("/api/") for path in description["paths"]} - {"openapi.json"} == set(REQUESTS), "an operation has no request here"


def validator(schema):
    return Draft202012Validator({**schema, "components": description["components"]})


for operation, requests in REQUESTS.items():
    methods = description["paths"][f"/api/{operation}"]
    takes = validator(methods["post"]["requestBody"]["content"]["application/json"]["schema"])
    answers = validator(methods["post"]["responses"]["200"]["content"]["application/json"]["schema"])
    for request in requests:
        takes.validate(request)
        status, kind, answer = asked("POST", f"/api/{operation}", json.dumps(request))
        assert (status, kind) == (200, "application/json"), (operation, request, answer)
        answers.validate(answer)
        if "get" in methods:
            assert {one["name"] for one in methods["get"]["parameters"]} >= set(request)
            by_query = asked("GET", f"/api/{operation}?{urllib.parse.urlencode(request)}")
            assert by_query == (200, kind, answer), operation

problem = validator({"$ref": "#/components/schemas/Problem"})
for method, path, body in REFUSED:
    status, kind, answer = asked(method, path, body)
    assert status >= 400 and kind == "application/problem+json" and answer["status"] == status, (method, path, status, kind)
    problem.validate(answer)
print(f"the description is OpenAPI 3.1; {sum(map(len, REQUESTS.values()))} answers and {len(REFUSED)} refusals are what it says")
