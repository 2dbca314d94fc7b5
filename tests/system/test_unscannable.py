"""What cannot be read says why, within the limits, and the next document is read all the same. Bombs, depths and counts
go through one template, one after another, as everything does."""
import gzip
import io
import struct
import tarfile
import zipfile

from lib.hiding import archives, mailed, office_sheet, office_slides, office_text, old_office, opendocument
from lib.hiding.compound import compound
from lib.hiding.xml import zipped
from lib.paths import DATA
from test_hiding_places import scanned

DOCUMENTS = DATA / "documents"
NUMBER = "RRN 87.04.12-987.23"


def flagged_zip():
    """ZipCrypto's flag on an entry: nobody opens it without the password."""
    content = bytearray(zipped({"nota.txt": NUMBER * 9}))
    for at, signature in ((6, b"PK\x03\x04"), (8, b"PK\x01\x02")):
        content[content.find(signature) + at] |= 1
    return bytes(content)


def many(count):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def many_in_tar(count):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number in range(count):
            archive.addfile(tarfile.TarInfo(f"{number}"))
    return out.getvalue()


def million_in_zip():
    """More entries than a directory can count without ZIP64."""
    count, local, central = 1_000_000, b"PK\x03\x04" + bytes(22) + b"\1\0\0\0a", bytearray(b"PK\x01\x02" + bytes(42) + b"a")
    central[28] = 1
    directory = bytearray(bytes(central) * count)
    for number in range(count):
        struct.pack_into("<I", directory, number * len(central) + 42, number * len(local))
    start = count * len(local)
    end64 = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, start + len(directory), 1)
    return local * count + directory + end64 + locator + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, len(directory), start, 0)


def two_directories():
    """The end record leads to one directory and the record of ZIP64, which it does not announce, to another."""
    def entry(name, text):
        content = zipped({name: text})
        start = content.find(b"PK\x01\x02")
        return content[:start], bytearray(content[start:content.find(b"PK\x05\x06")])
    (first, shown), (second, read) = entry("a.txt", NUMBER), entry("b.txt", "Verslag")
    struct.pack_into("<I", read, 42, len(first))
    start = len(first) + len(second)
    at64 = start + len(read)
    end64 = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, len(read), start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at64, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(shown), start - len(shown), 0)
    return first + second + bytes(read) + end64 + locator + end


def circle():
    """Links that lead to one another, and to where the archive stands."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, target, kind in (("a", "b", tarfile.SYMTYPE), ("b", "a", tarfile.SYMTYPE), ("c", "c", tarfile.LNKTYPE), ("d", "../..", tarfile.SYMTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
        note = tarfile.TarInfo("e.txt")
        note.size = len(NUMBER)
        archive.addfile(note, io.BytesIO(NUMBER.encode()))
    return out.getvalue()


def overlapping():
    """Two entries of the directory that lead to the same octets."""
    content = zipped({"a.txt": "x" * 50})
    start = content.find(b"PK\x01\x02")
    directory, end = content[start:content.find(b"PK\x05\x06")], bytearray(content[content.find(b"PK\x05\x06"):])
    end[8:16] = struct.pack("<HHI", 2, 2, 2 * len(directory))
    return content[:start] + directory * 2 + bytes(end)


def without_end(make, share=0.6):
    content = make(NUMBER * 40)
    return content[:int(len(content) * share)]


def no_pieces(content):
    """A Word document whose table of pieces lies outside its stream."""
    at = content.find(b"\xec\xa5") + 0x1A2
    return content[:at] + struct.pack("<I", 1 << 30) + content[at + 4:]


def stream(name, content):
    return compound({name: content.ljust(5000, b"\0")})


def nested_mail(depth):
    mail = b"Subject: x\r\n\r\n" + NUMBER.encode()
    for _ in range(depth):
        mail = b"Content-Type: message/rfc822\r\n\r\n" + mail
    return b"From: a@b.example\r\n" + mail


CASES = {
    "encrypted": {
        "zip": flagged_zip, "locked.zip": lambda: (DOCUMENTS / "locked.zip").read_bytes(), "7z": lambda: archives.seven_zip({"a.txt": b"x" * 32}, encrypted=True), "rar": lambda: archives.rar5({"a.txt": b"x" * 32}, encrypted=True), "old.rar": lambda: archives.rar4({"a.txt": b"x" * 32}, encrypted=True),
        "docx": lambda: compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 100}), "doc": lambda: stream("WordDocument", b"\xec\xa5\xc1\0" + b"\0" * 6 + struct.pack("<H", 0x0100)),
        "xls": lambda: stream("Workbook", struct.pack("<HHIHH", 0x0809, 8, 0x00050600, 0, 0) + struct.pack("<HHI", 0x002F, 4, 1)), "pdf": lambda: (DOCUMENTS / "locked.pdf").read_bytes(),
        "ppt": lambda: compound({"PowerPoint Document": b"x" * 5000, "Current User": struct.pack("<HHIII", 0, 0x0FF6, 20, 20, 0xF3D1C4DF)}), "in.zip": lambda: zipped({"a.zip": flagged_zip()}),
        "odt": lambda: zipped({"mimetype": "x", "content.xml": "zz", "META-INF/manifest.xml": '<m xmlns:m="urn:m"><m:encryption-data/></m>'}),
    },
    "broken": {
        "zip": lambda: (DOCUMENTS / "cut.zip").read_bytes(), "two.zip": two_directories, "7z": lambda: without_end(archives.FORMATS["7z"]["file"]), "rar": lambda: without_end(archives.FORMATS["rar"]["file"]), "tar": lambda: archives.tar({"a.txt": b"x" * 9000})[:4000],
        "gz": lambda: without_end(lambda v: gzip.compress(bytes(range(256)) * 40 + v.encode())), "docx": lambda: office_text.docx("<w:p><w:r>"), "xlsx": lambda: office_sheet.xlsx("<c r=\"B2\">"), "odt": lambda: opendocument.odt("<text:p>"),
        "pdf": lambda: (DOCUMENTS / "cut.pdf").read_bytes(), "doc": lambda: old_office.octets_of(old_office.FOLDER / "text.doc")[:1024], "msg": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 900, "tnef.dat": lambda: mailed.TNEF["attachment"](NUMBER)[:-20],
        "xls": lambda: stream("Workbook", b"\x09\x08" + b"\xff" * 4000), "no-word.doc": lambda: old_office.octets_of(old_office.FOLDER / "text.doc").replace(b"\xec\xa5", b"\0a", 1),
        "no-end.xls": lambda: old_office.octets_of(old_office.FOLDER / "text.xls").replace(b"\x0a\0\0\0", b"\x0b\0\0\0"), "no-pieces.doc": lambda: no_pieces(old_office.octets_of(old_office.FOLDER / "text.doc")),
    },
    "too-deep": {
        "zip": lambda: (DOCUMENTS / "deep.zip").read_bytes(), "tar": lambda: archives.nest(archives.tar, 20)(NUMBER), "gz": lambda: archives.nest(lambda entries: gzip.compress(next(iter(entries.values()))), 30)(NUMBER),
        "docx": lambda: office_text.docx("<w:x>" * 50_000 + "</w:x>" * 50_000), "odt": lambda: opendocument.odt("<text:x>" * 50_000 + "</text:x>" * 50_000), "rtf": lambda: b"{\\rtf1 " + b"{" * 50_000 + b"x" + b"}" * 50_000 + b"}",
        "eml": lambda: nested_mail(50_000), "msg": lambda: nested_msg(40), "embedded.docx": lambda: archives.nest(lambda entries: office_text.docx(parts={"word/embeddings/in.docx": next(iter(entries.values()))}), 20)(NUMBER),
    },
    "too-large": {
        "zip": lambda: (DOCUMENTS / "bomb.zip").read_bytes(), "many.zip": lambda: many(60_000), "million.zip": million_in_zip, "many.tar": lambda: many_in_tar(20_000), "gz": lambda: gzip.compress(bytes(300 << 20), 1), "overlap.zip": overlapping,
        "xlsx": lambda: office_sheet.xlsx(parts={"xl/sharedStrings.xml": "<sst>" + "<si><t>" + " " * (300 << 20) + "</t></si></sst>"}),
    },
    "unreadable-picture": {
        "bin": lambda: compound({"Package": b"\0\0\0\x18ftypheic" + bytes(range(256)) * 20}), "ppt": lambda: compound({"PowerPoint Document": bytes(5000), "Pictures": bytes(70_000)}),
    },
    "unknown-type": {
        "exe": lambda: b"MZ\x90\0\x03\0\0\0" + bytes(range(256)) * 20, "pptx": lambda: office_slides.pptx(parts={"ppt/media/film.mp4": b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 20}),
        "xlsb": lambda: office_sheet.xlsx(parts={"xl/worksheets/sheet2.bin": bytes(range(256))}), "vsd": lambda: stream("VisioDocument", b"x" * 100), "bin": lambda: compound({"\1Ole": b"x" * 20}),
    },
}


def nested_msg(depth):
    tree = {**mailed.PROPERTIES, **mailed.wide(0x1000, NUMBER)}
    for _ in range(depth):
        tree = {**mailed.PROPERTIES, "__attach_version1.0_#00000000": {**mailed.PROPERTIES, "__substg1.0_3701000D": tree}}
    return compound(tree)


def reasons(result):
    return {result.get("unscannable"), *(document.get("unscannable") for document in result["documents"])} - {None}


def test_what_cannot_be_read_says_why_and_harms_no_other(tmp_path, capsys):
    expected = {}
    for reason, cases in CASES.items():
        for name, make in cases.items():
            file = f"{len(expected):03}-a-{name}"
            (tmp_path / file).write_bytes(make())
            (tmp_path / file.replace("-a-", "-b-", 1).replace(name, "next.txt")).write_text(NUMBER)
            expected[file] = reason
    results = scanned(tmp_path)
    wrong = [(file, reason, sorted(reasons(results[file]))) for file, reason in expected.items() if reason not in reasons(results[file])]
    with capsys.disabled():
        print(f"\n{len(expected)} documents that cannot be read; told wrongly: {len(wrong)}", *wrong, sep="\n  ")
    assert wrong == []
    after = [result for file, result in results.items() if file.endswith("next.txt")]
    assert len(after) == len(expected)
    assert all(result["personal"] == "yes" and not reasons(result) for result in after)


def test_a_million_parts_are_too_many_and_the_next_mail_is_read(tmp_path):
    head = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    (tmp_path / "a.eml").write_bytes(head + b"--b\r\n\r\n\r\n" * 1_000_000 + b"--b--\r\n")
    (tmp_path / "b.txt").write_text(NUMBER)
    results = scanned(tmp_path)
    assert "too-large" in reasons(results["a.eml"])
    assert results["b.txt"]["personal"] == "yes" and not reasons(results["b.txt"])


def test_links_that_go_round_in_an_archive_lead_nowhere(tmp_path):
    (tmp_path / "a.tar").write_bytes(circle())
    result = scanned(tmp_path)["a.tar"]
    assert result["personal"] == "yes" and not reasons(result)
