"""Recall and precision of each detector, the share of ordinary mails that would become a link, and megabytes a second.

    python3 -m bench.detection.measure --judge PROGRAM [--speed PROGRAM] [--check] [--misses] [--corpus FOLDER]

--check holds the figures to their floors (exit status 1), without speed. --misses lists what was missed.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from bench.detection import care, office

OFFICE_MAILS, CARE_MAILS = 700, 1060
TUNED, HELD_OUT = 11, 23  # Seeds: the rules were written beside the mails of the first.
MOST_FALSE = 0.02
RECALL_FLOORS = collections.defaultdict(lambda: 0.90, rrn=1.0, eid_card=1.0)
PERSONAL_FLOOR, PERSONS_FLOOR = 0.97, 0.90


def judged(judge, files):
    """What the judge says of each file, in their order."""
    answers = []
    for at in range(0, len(files), 100):
        run = subprocess.run([judge, *map(str, files[at:at + 100])], capture_output=True, text=True, check=True)
        answers += [json.loads(line) for line in run.stdout.splitlines()]
    return answers


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


def texts_of(corpus):
    """Dutch texts about nobody, each as a mail with it attached."""
    manifest = (corpus / "pii" / "MANIFEST.tsv").read_text().splitlines()
    names = [line.split("\t")[0] for line in manifest if line.startswith("negatives")]
    o = office.Office(3)
    for name in names:
        octets = (corpus / "pii" / name).read_bytes()
        yield office.message(o, o.person(), o.person(), "Stuk", "Zie bijlage.\n", None, [(pathlib.Path(name).name, octets, "application", "octet-stream")])


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
    print("\n| text | MB | detectors, MB/s | RE2::Set of nine patterns, MB/s | ratio |\n|---|---|---|---|---|")
    for line in map(json.loads, run.stdout.splitlines()):
        own, peer = line["detectors_mb_s"], line["re2_set_mb_s"]
        print(f"| {line['text']} | {line['octets'] / 1e6:.1f} | **{own}** | {peer} | {own / peer:.2f} |")


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
        for seed, name in ((TUNED, "seen"), (HELD_OUT, "held out")):
            count, personal, strong = ordinary(options.judge, folder / f"office-{seed}", seed, options.misses)
            fired += strong
            total, false = sum(count.values()), sum(personal.values())
            print(f"| {name} | {seed} | {total} | {false} | {false / total:.2%} {dict(personal) if false else ''} |")
            if false / total > MOST_FALSE:
                broken.append(f"{false} of {total} ordinary mails ({name}) are taken for personal")
        if options.corpus:
            (folder / "corpus").mkdir()
            answers = judged(options.judge, written(folder / "corpus", texts_of(options.corpus)))
            false = sum(answer["personal"] and not answer["unscannable"] for answer in answers)
            print(f"| Dutch texts about nobody | | {len(answers)} | {false} | {false / len(answers):.2%} |")
            if options.misses:
                for answer in answers:
                    if answer["personal"]:
                        print(answer["file"], answer["unscannable"], [(e["detector"], e["strength"], e["masked"]) for e in answer["evidence"]])
        wanted, hit, personal, counted = about_somebody(options.judge, folder / "care", HELD_OUT, options.misses)
        print("\n| detector | recall, seen forms | recall, held-out forms | strong in ordinary mails | precision |\n|---|---|---|---|---|")
        for detector in sorted({d for group in wanted.values() for d in group}):
            cells = [f"{hit[g][detector]}/{wanted[g][detector]}" if wanted[g][detector] else "–" for g in ("seen", "held out")]
            found = sum(hit[g][detector] for g in hit)
            precision = found / max(1, found + fired[detector])
            print(f"| `{detector}` | {cells[0]} | {cells[1]} | {fired[detector]} of {2 * OFFICE_MAILS} | {precision:.3f} |")
            recall = found / sum(wanted[g][detector] for g in wanted)
            if recall < RECALL_FLOORS[detector]:
                broken.append(f"recall of {detector} is {recall:.3f}")
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
