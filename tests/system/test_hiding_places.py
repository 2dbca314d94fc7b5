"""A national number in every place of every format, in every form it is written in, is found by the program as it runs:
each document goes through a confined child. Cases and misses are printed."""
import collections
import json
import subprocess

from lib.hiding import FORMATS, LOST
from lib.paths import BUILD, SOURCE

# What speaks for itself, wherever it stands: a number as it is written officially, a BIS number, a label with digits.
FIRM = {"87.04.12-987.23": "certain", "84.49.07-981.43": "certain", "RRN 87041298723": "certain", "11022898895": "strong"}
STRENGTHS = ["negative", "weak", "strong", "certain"]


def written_forms():
    """(text, the strength it must have), for forms that are a number at all."""
    for line in (SOURCE / "tests/data/rrn/written_forms.tsv").read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition("\t")
        if kind in ("separated", "labelled", "bare"):
            octets = text.encode().replace(b"\\n", b"\n").replace(b"\\t", b"\t")
            while b"\\x" in octets:
                at = octets.index(b"\\x")
                octets = octets[:at] + bytes([int(octets[at + 2:at + 4], 16)]) + octets[at + 4:]
            yield octets.decode(), "strong" if kind == "bare" else "certain"


def cases():
    """(format, place, text, strength, octets)"""
    for name, places in FORMATS.items():
        for place, make in places.items():
            texts = written_forms() if place == "written" else FIRM.items()
            for text, strength in texts:
                yield name, place, text, strength, make(text)
    for name, places in LOST.items():
        for place, make in places.items():
            yield name, f"number in a {place}", "8092399134", "strong", make(8092399134)


def scanned(folder):
    command = [BUILD / "sluisctl", "scan", "--json", "-r", folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode in (0, 1, 2), done.stderr
    return {result["file"].rsplit("/", 1)[-1]: result for result in json.loads(done.stdout)["files"]}


def strongest(result):
    found = [piece["strength"] for document in result["documents"] for piece in document["evidence"] if piece["detector"].startswith("rrn")]
    return max(found, key=STRENGTHS.index, default="negative")


def test_a_number_in_any_place_of_any_format_is_found(tmp_path, capsys):
    listed = {}
    for number, (name, place, text, strength, octets) in enumerate(cases()):
        file = f"{number:05}.{'dat' if name == 'tnef' else name}"
        (tmp_path / file).write_bytes(octets)
        listed[file] = (name, place, text, strength)
    results = scanned(tmp_path)
    counts, misses, unread = collections.Counter(), [], []
    for file, (name, place, text, strength) in listed.items():
        counts[name] += 1
        result = results[file]
        if STRENGTHS.index(strongest(result)) < STRENGTHS.index(strength):
            misses.append((name, place, text, strongest(result)))
        reasons = {document.get("unscannable") for document in result["documents"]} - {None}
        if reasons or result.get("unscannable"):
            unread.append((name, place, sorted(reasons), result.get("unscannable")))
    with capsys.disabled():
        print(f"\n{sum(counts.values())} cases in {len(counts)} formats: {dict(sorted(counts.items()))}")
        print(f"missed: {len(misses)}", *misses, sep="\n  ")
        print(f"not wholly read: {len(unread)}")
    assert len(counts) > 20
    assert misses == []
    assert unread == []
