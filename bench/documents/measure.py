"""Times of the confined child for whole messages, with peers that do less: unzip, pdftotext. See bench/README.md.

    python3 -m bench.documents.measure BUILD-FOLDER
"""
import email.message
import email.policy
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

from bench.detection import documents, office

MIB = 1 << 20
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def prose(o, octets):
    """Office sentences among words of many letters, so that they pack as text does and no better."""
    syllables = [a + b + c for a in "b d g h k l m n r s t v w z".split() for b in "a e i o u aa ee oo ij ui".split() for c in ["", "n", "r", "st", "l"]]
    lines, size = [], 0
    while size < octets:
        words = " ".join("".join(o.random.choices(syllables, k=o.random.choice((1, 2, 2, 3)))) for _ in range(12))
        lines.append(f"{o.sentences(1)[:60]} {words.capitalize()}.")
        size += len(lines[-1])
    return "\n".join(lines)


def wrapped(text, width=90):
    return "\n".join(line[at:at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width))


def mail(text, attachments=()):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = "an@huisterlinde.example", "jan@deregenboog.example", "Stukken"
    message.set_content(text)
    for name, octets, maintype, subtype in attachments:
        message.add_attachment(octets, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def peer(command):
    if shutil.which(command[0]) is None:
        return float("nan")
    times = []
    for _ in range(5):
        start = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append((time.monotonic() - start) * 1e3)
    return statistics.median(times)


def files(folder):
    o = office.Office(9)
    text = prose(o, 31 * MIB)
    docx = documents.docx(text[:29 * MIB])
    pdf = documents.pdf(wrapped(text[:9 * MIB]))
    (folder / "stuk.docx").write_bytes(docx)
    (folder / "stuk.pdf").write_bytes(pdf)
    made = {"empty": b"\r\n", "100 KiB mail": mail(prose(o, 100 * 1024)), "1 MiB mail": mail(prose(o, MIB)),
            "docx": mail("Zie bijlage.\n", [("stuk.docx", docx, *DOCX)]), "pdf": mail("Zie bijlage.\n", [("stuk.pdf", pdf, "application", "pdf")])}
    for name, octets in made.items():
        (folder / name).write_bytes(octets)
    packed = len(zlib.compress(text[:MIB].encode())) / MIB
    print(f"DOCX {len(docx) / MIB:.1f} MiB, of {29} MiB of text (packs to {packed:.0%}); PDF {len(pdf) / MIB:.1f} MiB, {pdf.count(b'/Type/Page/')} pages\n")
    return list(made)


def timed(build, template, folder, names):
    run = subprocess.run([build / "scan_time", build / template, *(folder / name for name in names)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        names = files(folder)
        print("| message | template | median, ms | least, ms | rounds | |\n|---|---|---|---|---|---|")
        for template, some in (("sluis-scan", names), ("scan_without_ocr", names[:2])):
            for line in timed(build, template, folder, some):
                print(f"| {line['message']} | `{template}` | **{line['median_ms']}** | {line['least_ms']} | {line['rounds']} | {line['unscannable']} |")
        print(f"| docx | `unzip -p` | {peer(['unzip', '-p', folder / 'stuk.docx']):.0f} | | 5 | unpacks alone |")
        print(f"| pdf | `pdftotext` | {peer(['pdftotext', '-layout', folder / 'stuk.pdf', '-']):.0f} | | 5 | text alone |")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
