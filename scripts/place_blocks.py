#!/usr/bin/env python3
"""Puts the drafted code of a plan into a copy of the project, so that the project's own tools can judge it.

    groundplan plan FEAT-101 --repo COPY --format json | python3 scripts/place_blocks.py COPY

The plan's JSON holds blocks `{language, path, role, text}`: `path` is the file that a block belongs to, `role` is
schema, migration, contract, support or test (example: a quotation of what is there, left alone). A block for a new file becomes that file. A block for a file that is
there is put where a person would put it: a table into the schema, fields into their class, imports to the imports,
anything else at the end. What a person would also do is done, and nothing more: a new Rust file is declared with
`mod`. Errors that a compiler then reports are the draft's.

Prints one line: how many blocks of which role were placed. Exit 1 when there is none, 2 on a block that has no place.
"""
import collections
import json
import pathlib
import re
import sys

KEYS = {"language", "path", "role", "text"}
ORDER = ["support", "schema", "migration", "contract", "test"]
QUOTED = {"example"}


def blocks(node, found=None):
    """All blocks anywhere in the JSON, in the order of roles, each once.

    The one function that knows the shape of the plan's JSON: change it here when the contract is settled."""
    found = {} if found is None else found
    if isinstance(node, dict):
        if KEYS <= node.keys() and all(isinstance(node[key], str) for key in KEYS):
            found[(node["path"], node["role"], node["text"])] = node
        for value in node.values():
            blocks(value, found)
    elif isinstance(node, list):
        for value in node:
            blocks(value, found)
    return sorted(found.values(), key=lambda b: ORDER.index(b["role"]) if b["role"] in ORDER else len(ORDER))


def end_of_entry(text, start):
    """Where the property that begins at `start` ends: the first comma or closing bracket outside of its own brackets."""
    depth, at = 0, start
    while at < len(text):
        char = text[at]
        if char in "\"'`":
            at = text.find(char, at + 1)
            if at < 0:
                break
        elif text.startswith("//", at):
            at = text.find("\n", at)
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0:
                return at
            depth -= 1
        elif char == "," and depth == 0:
            return at
        at += 1
    return len(text)


def convex_table(old, text):
    """A `name: defineTable(…)` entry, in place of the table of that name or after the last one."""
    name = text.split(":", 1)[0].strip()
    entry = text.strip().rstrip(",")
    there = re.search(rf"^[ \t]*{re.escape(name)}:\s*defineTable\(", old, re.M)
    if there:
        start = old.index(name, there.start())
        return old[:start] + entry + old[end_of_entry(old, start) :]
    opening = re.search(r"defineSchema\(\s*\{", old)
    if not opening:
        raise ValueError("no defineSchema({ … }) to put the table into")
    close = opening.end()
    depth = 1
    while depth and close < len(old):
        depth += {"{": 1, "}": -1}.get(old[close], 0)
        close += 1
    head = old[: close - 1].rstrip()
    comma = "" if head.endswith((",", "{")) else ","
    return f"{head}{comma}\n\n  {entry},\n{old[close - 1 :]}"


TS_IMPORT = re.compile(r"^import (?:type )?\{([^}]*)\} from (\"[^\"]+\"|'[^']+');?\n", re.M)


def typescript(old, text):
    """Imports that the file does not have yet go to the top, the rest to the end."""
    known = {name.strip().removeprefix("type ") for names, _ in TS_IMPORT.findall(old) for name in names.split(",")}
    lines = []
    for names, module in TS_IMPORT.findall(text):
        missing = [name.strip() for name in names.split(",") if name.strip() and name.strip() not in known]
        if missing:
            lines.append(f"import {{ {', '.join(missing)} }} from {module};\n")
    rest = TS_IMPORT.sub("", text).strip("\n")
    return "".join(lines) + old.rstrip("\n") + "\n\n" + rest + "\n"


PY_KNOWN = {
    "datetime": ["datetime", "date"],
    "decimal": ["Decimal"],
    "uuid": ["UUID"],
    "sqlalchemy": ["JSON", "Enum", "ForeignKey", "Index", "Numeric", "String", "DateTime"],
    "sqlalchemy.orm": ["Mapped", "mapped_column"],
}


def python_class(old, text):
    """Fields of a class that is there go to the end of its body; their imports to the top of the file."""
    name = re.search(r"class (\w+)", text).group(1)
    there = re.search(rf"^class {name}\b.*\n(?:(?:[ \t].*)?\n)*", old, re.M)
    fields = [line for line in text.splitlines() if line.startswith("    ") and not line.strip().startswith("#")]
    if not there:
        raise ValueError(f"class {name} is not in the file")
    body = old[: there.end()].rstrip("\n") + "\n" + "\n".join(fields) + "\n\n\n" + old[there.end() :].lstrip("\n")
    imports = ""
    for module, names in PY_KNOWN.items():
        need = [n for n in names if re.search(rf"\b{n}\b", "\n".join(fields)) and not re.search(rf"import.*\b{n}\b", old)]
        imports += f"from {module} import {', '.join(need)}\n" if need else ""
    return after_docstring(body.rstrip("\n") + "\n", imports)


def after_docstring(text, lines):
    """Puts lines below the module's docstring and its __future__ imports."""
    head = re.match(r'(?:\s*"""[\s\S]*?"""\n)?(?:\s*from __future__.*\n)?', text).end()
    return text[:head] + lines + text[head:]


def python(old, text):
    """A class that is there takes the fields; else imports to the top, the rest to the end."""
    classes = re.findall(r"^class (\w+)", text, re.M)
    if len(classes) == 1 and re.search(rf"^class {classes[0]}\b", old, re.M) and "def " not in text:
        return python_class(old, text)
    imports = re.findall(r"^(?:from \S+ )?import [^\n(]+\n", text, re.M)
    rest = re.sub(r"^(?:from \S+ )?import [^\n(]+\n", "", text, flags=re.M)
    rest = re.sub(r"^router\s*(?::|=).*\n", "", rest, flags=re.M)
    return after_docstring(old.rstrip("\n") + "\n\n\n" + rest.strip("\n") + "\n", "".join(imports))


def go(old, text):
    """One package clause, the imports of both once, then the declarations of both."""
    imports, bodies, package = [], [], ""
    for part in (old, text):
        package = package or re.search(r"^package \w+", part, re.M).group(0)
        for group, single in re.findall(r"^import (?:\(([\s\S]*?)\)|(.*))\n", part, re.M):
            imports += [line.strip() for line in (group or single).splitlines() if line.strip()]
        body = re.sub(r"^import (?:\([\s\S]*?\)|.*)\n", "", part, flags=re.M)
        bodies.append(re.sub(r"^package \w+\n", "", body, count=1, flags=re.M).strip("\n"))
    head = re.match(r"(?:\s*//.*\n)*", old).group(0)
    bodies[0] = bodies[0].removeprefix(head.strip("\n")).strip("\n")
    lines = "".join(f"\t{line}\n" for line in dict.fromkeys(imports))
    return f"{head}{package}\n\nimport (\n{lines})\n\n" + "\n\n".join(bodies) + "\n"


def used_names(text):
    """Names that `use` lines of a Rust file bring in."""
    names = set()
    for line in re.findall(r"^use ([^;]+);", text, re.M):
        group = re.search(r"\{([\s\S]*)\}", line)
        for part in (group.group(1) if group else line).split(","):
            names.add(part.strip().split("::")[-1].split(" as ")[-1].strip())
    return names


def rust(old, text):
    """`use` lines of names that the file has already go, the rest to the end."""
    known = used_names(old)

    def keep(match):
        path = match.group(1)
        group = re.fullmatch(r"([\s\S]*)::\{([^{}]*)\}", path)
        if not group:
            return "" if path.split("::")[-1] in known else match.group(0)
        missing = [n.strip() for n in group.group(2).split(",") if n.strip() and n.strip() not in known]
        return f"use {group.group(1)}::{{{', '.join(missing)}}};\n" if missing else ""

    return old.rstrip("\n") + "\n\n" + re.sub(r"^use ([^;]+);\n", keep, text, flags=re.M).strip("\n") + "\n"


def declare(repo, path):
    """Adds `mod name;` for a new Rust file, up to the crate root."""
    src = next((p for p in path.parents if p.name == "src"), None)
    if src is None or path.stem in ("lib", "main") or path.parent.name == "bin":
        return
    folder, name = (path.parent.parent, path.parent.name) if path.stem == "mod" else (path.parent, path.stem)
    if folder == src:
        parent = next(p for p in (src / "lib.rs", src / "main.rs") if p.exists())
    else:
        parent = folder / "mod.rs" if (folder / "mod.rs").exists() or not folder.with_suffix(".rs").exists() else folder.with_suffix(".rs")
    text = parent.read_text() if parent.exists() else ""
    if re.search(rf"^\s*(?:pub(?:\([^)]*\))? )?mod {name};", text, re.M):
        return
    parent.write_text(text.rstrip("\n") + f"\n\npub mod {name};\n")
    if not text:
        declare(repo, parent)


MERGE = {"typescript": typescript, "tsx": typescript, "python": python, "go": go, "rust": rust}


def place(repo, block):
    """Writes one block; returns False for what is no code: a usage text, a patch of what is there, for a person."""
    language, text = block["language"], block["text"].rstrip("\n") + "\n"
    if language in ("text", "diff"):
        return False
    path = repo / block["path"]
    if not path.resolve().is_relative_to(repo.resolve()):
        raise ValueError(f"{block['path']} is outside of the project")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r"^router: APIRouter\b.*", "router = APIRouter()", text, flags=re.M))
        if language == "rust":
            declare(repo, path)
        return True
    old = path.read_text()
    if language == "typescript" and re.match(r"\s*\w+:\s*defineTable\(", text):
        path.write_text(convex_table(old, text))
    elif language == "sql":
        path.write_text(old.rstrip("\n") + "\n\n" + text)
    elif language in MERGE:
        path.write_text(MERGE[language](old, text))
    else:
        raise ValueError(f"{block['path']}: no rule for {language} in a file that is there")
    return True


def main():
    """Reads the plan's JSON on standard input, places its blocks in the project named by the first argument."""
    repo = pathlib.Path(sys.argv[1])
    placed, skipped = collections.Counter(), 0
    for block in blocks(json.load(sys.stdin)):
        if block["role"] in QUOTED:
            continue
        try:
            if place(repo, block):
                placed[block["role"]] += 1
            else:
                skipped += 1
        except (ValueError, OSError, AttributeError) as error:
            print(f"cannot place the {block['role']} block of {block['path']}: {error}", file=sys.stderr)
            sys.exit(2)
    parts = [f"{count} {role}" for role, count in sorted(placed.items())] or ["no code"]
    print(", ".join(parts) + (f", {skipped} of plain text left out" if skipped else ""))
    sys.exit(0 if placed else 1)


if __name__ == "__main__":
    main()
