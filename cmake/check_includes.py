#!/usr/bin/env python3
"""Holds the folders to their order: a folder may include only itself and what CMakeLists.txt lists above it.

Also refuses a source file over 400 lines, and the two forms that GCC 12 destroys twice inside a co_await
expression: an inline lambda with captures, and an aggregate temporary.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAX_LINES = 400


def layers():
    """Folders from the bottom up, as CMakeLists.txt lists them, each with the folders it may use."""
    folders, uses = {}, {}
    for name, folder, used in re.findall(r"sluis_(?:layer|program)\((\S+)\s+(\S+)\s+USES ([^)]*)\)", (ROOT / "CMakeLists.txt").read_text()):
        folders[name] = folder
        uses[name] = used.split()
    allowed = {}
    for name in folders:
        reach, todo = set(), [name]
        while todo:
            at = todo.pop()
            if at in folders and folders[at] not in reach:
                reach.add(folders[at])
                todo += uses[at]
        allowed[folders[name]] = reach
    return allowed


def problems():
    allowed = layers()
    for folder, reach in allowed.items():
        for path in sorted([*(ROOT / folder).glob("*.h"), *(ROOT / folder).glob("*.cpp")]):
            here = path.relative_to(ROOT)
            text = path.read_text()
            for number, line in enumerate(text.splitlines(), 1):
                found = re.match(r'\s*#include "([^"]+)/[^/"]+"', line)
                if found and found.group(1) in allowed and found.group(1) not in reach:
                    yield f"{here}:{number}: {folder} may not include {found.group(1)} (see the USES lines of CMakeLists.txt)"
                if re.search(r"co_await[^;]*\[[^\]\s][^\]]*\]\s*[({]", line) or re.search(r"co_await[^;]*\{\s*\.", line):
                    yield f"{here}:{number}: name the lambda or the aggregate before co_await (GCC 12 destroys it twice)"
            if text.count("\n") > MAX_LINES:
                yield f"{here}: {text.count(chr(10))} lines, more than {MAX_LINES}: which noun is missing?"


found = list(problems())
print("\n".join(found) if found else "includes: every folder uses only what stands below it")
sys.exit(1 if found else 0)
