"""Recall and precision of each detector, the share of ordinary mails that would become a link, and megabytes a second.

    python3 -m bench.detection.measure --judge PROGRAM [--speed PROGRAM] [--check] [--misses] [--corpus FOLDER]

--check holds the figures to their floors (exit status 1), without speed. --misses lists what was missed.
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

from bench.detection import care, office

OFFICE_MAILS, CARE_MAILS = 700, 1060
TUNED, HELD_OUT, THIRD = 11, 23, 47  # Seeds: the rules were written beside the mails of the first.
MOST_FALSE = 0.02
RECALL_FLOORS = collections.defaultdict(lambda: 0.90, rrn=1.0, eid_card=1.0)  # Of the forms seen, and of those held out.
PRECISION_FLOOR = 0.95
PERSONAL_FLOOR, PERSONS_FLOOR = 0.97, 0.90


def judged(judge, files):
    """What the judge says of each file, in their order."""
    def some(at):
        run = subprocess.run([judge, *map(str, files[at:at + 400])], capture_output=True, text=True, check=True)
        return [json.loads(line) for line in run.stdout.splitlines()]
    with concurrent.futures.ThreadPoolExecutor(2) as two:
        return [answer for answers in two.map(some, range(0, len(files), 400)) for answer in answers]


def written(folder, mails):
    files = []
    for number, mail in enumerate(mails):
        files.append(folder / f"{number:05}.eml")
        files[-1].write_bytes(mail)
    return files


def family(detector):
    return "rrn" if detector.startswith("rrn") else detector


def ordinary(judge, folder, seed, misses):
    folder.mkdir()
    kinds, mails = zip(*office.mails(OFFICE_MAILS, seed))
    count, personal, fired = collections.Counter(kinds), collections.Counter(), collections.Counter()
    for kind, answer in zip(kinds, judged(judge, written(folder, mails))):
        strong = {family(e["detector"]) for e in answer["evidence"] if e["strength"] in ("strong", "certain")}
        fired.update(strong)
        if answer["personal"]:
            personal[kind] += 1
            if misses:
                print("false:", kind, answer["unscannable"], [(e["detector"], e["strength"], e["masked"], e["place"]) for e in answer["evidence"]], answer["file"])
    return count, personal, fired


def about_somebody(judge, folder, seed, misses):
    folder.mkdir()
    cases = list(care.mails(CARE_MAILS, seed))
    answers = judged(judge, written(folder, [case[2] for case in cases]))
    wanted, hit, fired = (collections.defaultdict(collections.Counter) for _ in range(3))
    personal, counted = collections.Counter(), collections.Counter()
    for (name, held, _, detectors, persons), answer in zip(cases, answers):
        group = "held out" if held else "seen"
        strong = {family(e["detector"]) for e in answer["evidence"] if e["strength"] in ("strong", "certain")}
        # A birth date beside initials or a name is found either way.
        if "name.birth_date" in strong:
            strong.add("birth_date")
        for detector in detectors:
            wanted[group][detector] += 1
            hit[group][detector] += detector in strong
            if misses and detector not in strong:
                print("missed:", name, detector, [(e["detector"], e["strength"], e["masked"]) for e in answer["evidence"]], answer["file"])
        personal[group] += answer["personal"]
        personal[group, "all"] += 1
        if persons:
            seen = {e["person"] for e in answer["evidence"] if "person" in e and e["strength"] in ("strong", "certain")}
            counted[group] += len(seen) >= persons
            counted[group, "all"] += 1
            if misses and len(seen) < persons:
                print("uncounted:", name, [(e["detector"], e.get("person")) for e in answer["evidence"]], answer["file"])
    return wanted, hit, personal, counted


NAMED = pathlib.Path(__file__).with_name("corpus_named.tsv")  # Files of the corpus that do tell of a person, and of whom.


def manifest(corpus, folder):
    lines = (corpus / folder / "MANIFEST.tsv").read_text().splitlines()
    return [dict(zip(lines[0].split("\t"), line.split("\t"))) for line in lines[1:]]


def texts_of(corpus):
    """Texts, documents and mails that nobody on this project wrote: (group, file, mail)."""
    o = office.Office(3)
    def attached(path):
        return office.message(o, o.person(), o.person(), "Stuk", "Zie bijlage.\n", None, [(path.name, path.read_bytes(), "application", "octet-stream")])
    for row in manifest(corpus, "pii"):
        if row["file"].startswith("negatives"):
            yield "Dutch texts", row["file"], attached(corpus / "pii" / row["file"])
    for row in manifest(corpus, "docs"):
        if row["kind"].endswith("/normal") and "text extractable" in row.get("expectation", ""):
            yield "benign documents", row["file"], attached(corpus / "docs" / row["file"])
    for row in manifest(corpus, "mime"):
        if row["kind"] in ("simple", "attachment", "charset", "dkim", "multipart"):
            yield "benign mails", row["file"], (corpus / "mime" / row["file"]).read_bytes()


def foreign_texts(judge, folder, corpus, misses):
    """Prints a line for each group; returns what is above the bound. What cannot be read is no false positive here."""
    named = dict(line.split("\t") for line in NAMED.read_text().splitlines() if line and not line.startswith("#"))
    folder.mkdir()
    groups, names, mails = zip(*texts_of(corpus))
    count, false, broken = collections.Counter(groups), collections.Counter(), []
    for group, name, answer in zip(groups, names, judged(judge, written(folder, mails))):
        personal = answer["firm"]
        if name in named and not personal:
            broken.append(f"{name} is said to tell of a person, and is not taken for personal")
        if not personal or name in named:
            continue
        false[group] += 1
        if misses:
            print("false:", name, answer["unscannable"], [(e["detector"], e["strength"], e["masked"], e["place"]) for e in answer["evidence"]], answer["file"])
    for group, total in count.items():
        about = sum(1 for g, name in zip(groups, names) if g == group and name in named)
        print(f"| {group}, without {about} that tell of a person | | {total - about} | {false[group]} | {false[group] / (total - about):.2%} |")
        if false[group] > MOST_FALSE * (total - about):
            broken.append(f"{false[group]} of {total - about} {group} are taken for personal")
    return broken


def speed(program, folder):
    """The texts of the ordinary mails, and one that is full of digits."""
    o = office.Office(5)
    prose = "\r\n".join(o.text(o.person(), o.person(), o.pick(office.ORGANISATIONS), "huisterlinde.example").replace("\n", "\r\n") for _ in range(4000))
    dense = "De begeleider bespreekt op 12/10/2026 het verslag van de leefgroep met de consulent, dossier 2026-00123, en belt 09 123 45 67.\r\n" * 20000
    invoices = "".join(office.invoice_text(o) for _ in range(4000))
    files = []
    for name, text in (("office mails", prose), ("one sentence with digits", dense), ("invoices", invoices)):
        files.append(folder / name)
        files[-1].write_text(text, newline="")
    run = subprocess.run([program, *map(str, files)], capture_output=True, text=True, check=True)
    print("\n| text | MB | detectors, MB/s | whole analysis, plain | as HTML | RE2::Set of nine patterns, MB/s | detectors beside it |\n|---|---|---|---|---|---|---|")
    for line in map(json.loads, run.stdout.splitlines()):
        own, peer = line["detectors_mb_s"], line["re2_set_mb_s"]
        print(f"| {line['text']} | {line['octets'] / 1e6:.1f} | **{own}** | **{line['plain_mb_s']}** | {line['html_mb_s']} | {peer} | {own / peer:.2f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--judge", required=True)
    parser.add_argument("--speed")
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the mails, that stays")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    broken = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(exist_ok=True)
        print("| ordinary mails | seed | mails | taken for personal | share |\n|---|---|---|---|---|")
        fired = collections.Counter()
        for seed, name in ((TUNED, "seen"), (HELD_OUT, "held out"), (THIRD, "third")):
            count, personal, strong = ordinary(options.judge, folder / f"office-{seed}", seed, options.misses)
            fired += strong
            total, false = sum(count.values()), sum(personal.values())
            print(f"| {name} | {seed} | {total} | {false} | {false / total:.2%} {dict(personal) if false else ''} |")
            if false / total > MOST_FALSE:
                broken.append(f"{false} of {total} ordinary mails ({name}) are taken for personal")
        if options.corpus:
            broken += foreign_texts(options.judge, folder / "corpus", options.corpus, options.misses)
        wanted, hit, personal, counted = about_somebody(options.judge, folder / "care", HELD_OUT, options.misses)
        print("\n| detector | recall, seen forms | recall, held-out forms | strong in ordinary mails | precision |\n|---|---|---|---|---|")
        for detector in sorted({d for group in wanted.values() for d in group}):
            cells = [f"{hit[g][detector]}/{wanted[g][detector]}" if wanted[g][detector] else "–" for g in ("seen", "held out")]
            found = sum(hit[g][detector] for g in hit)
            precision = found / max(1, found + fired[detector])
            print(f"| `{detector}` | {cells[0]} | {cells[1]} | {fired[detector]} of {3 * OFFICE_MAILS} | {precision:.3f} |")
            for group in hit:
                recall = hit[group][detector] / max(1, wanted[group][detector])
                if wanted[group][detector] and recall < RECALL_FLOORS[detector]:
                    broken.append(f"recall of {detector}, {group} forms, is {recall:.3f}")
            if precision < PRECISION_FLOOR:
                broken.append(f"precision of {detector} is {precision:.3f}")
        for what, numbers, floor in (("taken for personal", personal, PERSONAL_FLOOR), ("several persons counted", counted, PERSONS_FLOOR)):
            cells = [f"{numbers[g]}/{numbers[g, 'all']}" for g in ("seen", "held out")]
            print(f"| {what} | {cells[0]} | {cells[1]} | | |")
            if sum(numbers[g] for g in ("seen", "held out")) < floor * sum(numbers[g, "all"] for g in ("seen", "held out")):
                broken.append(f"{what}: too few")
        if options.speed:
            speed(options.speed, folder)
    for line in broken:
        print("BELOW ITS FLOOR:", line)
    sys.exit(1 if broken and options.check else 0)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
