#!/usr/bin/env python3
"""Every canonical event that comes of a fixture fits resources/schemas/canonical-event.schema.json,
and the schema refuses what is not a canonical event."""
import copy
import json
import pathlib
import subprocess
import sys
import unittest

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is missing (./dev setup installs it); nothing was validated")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "resources/schemas/canonical-event.schema.json").read_text())
FIXTURES = sorted((ROOT / "resources/fixtures").glob("*/*.json"))
PROGRAM = sys.argv.pop(1)


def normalized(file):
    done = subprocess.run([PROGRAM, "normalize", "--json", file], capture_output=True, text=True)
    assert done.returncode == 0, f"{file}: {done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()]


class CanonicalSchema(unittest.TestCase):
    validator = Draft202012Validator(SCHEMA)

    def test_the_schema_is_one(self):
        Draft202012Validator.check_schema(SCHEMA)

    def test_every_fixture_of_every_source_fits(self):
        sources = set()
        for file in FIXTURES:
            events = normalized(file)
            self.assertTrue(events)
            for event in events:
                with self.subTest(file=file.name):
                    self.assertEqual([error.message for error in self.validator.iter_errors(event)], [])
                    self.assertIsInstance(event["data"], dict)
                    sources.add(event["source"])
        self.assertEqual(sources, set(SCHEMA["properties"]["source"]["enum"]))

    def test_what_is_no_canonical_event_is_refused(self):
        event = normalized(ROOT / "resources/fixtures/stripe/invoice.paid.json")[0]
        changes = {
            "unknown member": lambda e: e.update(raw={}),
            "unknown source": lambda e: e.update(source="carrier"),
            "id of another version": lambda e: e.update(event_id="72d3162e-cc78-41e3-81ab-4c9367dc0958"),
            "empty type": lambda e: e.update(event_type=""),
            "no tenant": lambda e: e.update(tenant_id=None),
            "time without a zone": lambda e: e.update(occurred_at="2026-11-17T14:32:07"),
            "number for a text": lambda e: e["subject"].update(id=7),
            "empty text": lambda e: e["actor"].update(email=""),
            "part is null": lambda e: e.update(action=None),
            "unknown member of a part": lambda e: e["actor"].update(name="Ada"),
        }
        changes.update({f"without {name}": lambda e, name=name: e.pop(name) for name in event})
        for name, change in changes.items():
            changed = copy.deepcopy(event)
            change(changed)
            with self.subTest(name):
                self.assertFalse(self.validator.is_valid(changed))


if __name__ == "__main__":
    unittest.main()
