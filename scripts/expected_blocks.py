#!/usr/bin/env python3
"""Says what of fixtures/stacks/expected.json is missing in the drafted blocks of a plan.

    groundplan plan FEAT-101 --repo COPY --format json | python3 scripts/expected_blocks.py convex-next

Exit 1 and one line a role when something is missing."""
import json
import pathlib
import re
import sys

from place_blocks import blocks

EXPECTED = pathlib.Path(__file__).parent.parent / "fixtures/stacks/expected.json"


def plain(text):
    """Lower case, without `_`, `-` and repeated blanks: names count, their spelling does not."""
    return re.sub(r"\s+", " ", re.sub(r"[_-]", "", text.lower()))


def main():
    """Compares role by role."""
    plan = json.load(sys.stdin)
    missing = {}
    for role, names in json.loads(EXPECTED.read_text())[sys.argv[1]].items():
        text = plain("\n".join(b["path"] + "\n" + b["text"] for b in blocks(plan) if b["role"] == role))
        # A test that is only announced counts: `it.todo(`.
        text = text.replace("it.todo(", "it(")
        absent = [name for name in names if not any(plain(way) in text for way in name.split("|"))]
        if absent:
            missing[role] = absent
    for role, names in missing.items():
        print(f"not drafted, {role}: {'; '.join(names)}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
