"""Archives, written by hand where Python has no writer. RAR and 7Z store, they do not compress."""
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

from . import office_text
from .xml import zipped


def tar(entries, compression="", comment=None, link=None):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:" + compression, format=tarfile.PAX_FORMAT) as archive:
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        if link:
            info = tarfile.TarInfo("verwijzing")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return out.getvalue()


def variable(number):
    """A number as RAR 5 writes it."""
    out = b""
    while True:
        out += bytes([number & 127 | (128 if number > 127 else 0)])
        number >>= 7
        if not number:
            return out


def rar5(entries, encrypted=False):
    out = b"Rar!\x1a\x07\x01\x00"

    def block(kind, flags, body, data=b"", extra=b""):
        flags |= (1 if extra else 0) | (2 if data else 0)
        head = variable(kind) + variable(flags) + (variable(len(extra)) if extra else b"") + (variable(len(data)) if data else b"") + body + extra
        head = variable(len(head)) + head
        return struct.pack("<I", zlib.crc32(head)) + head + data

    out += block(1, 0, variable(0))
    for name, content in entries.items():
        raw = name.encode()
        extra = b""
        if encrypted:
            record = variable(1) + variable(0) + variable(0) + bytes([15]) + b"s" * 16 + b"i" * 16
            extra = variable(len(record)) + record
        out += block(2, 0, variable(4) + variable(len(content)) + variable(0o644) + struct.pack("<I", zlib.crc32(content)) + variable(0) + variable(1) + variable(len(raw)) + raw, content, extra)
    return out + block(5, 0, variable(0))


def rar4(entries, encrypted=False):
    out = b"Rar!\x1a\x07\x00"

    def block(kind, flags, body):
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    out += block(0x73, 0, b"\0" * 6)
    for name, content in entries.items():
        raw = name.encode()
        out += block(0x74, 0x8004 if encrypted else 0x8000, struct.pack("<IIBIIBBHI", len(content), len(content), 3, zlib.crc32(content), 0x5A000000, 20, 0x30, len(raw), 0o100644) + raw) + content
    return out + block(0x7B, 0x4000, b"")


def seven_zip(entries, encrypted=False):
    """One folder, one coder (copy, or AES as a name only) for all files."""
    packed = b"".join(entries.values())

    def number(value):
        if value < 128:
            return bytes([value])
        return b"\xc0" + bytes([0]) * 0 + struct.pack("<H", value) if value < 1 << 14 else b"\xf0" + struct.pack("<I", value)

    coder = b"\x24\x06\xf1\x07\x01" + b"\x12" + b"\x53\x07" + b"s" * 16 if encrypted else b"\x01\x00"
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in entries)
    sizes = [len(content) for content in entries.values()]
    streams = (b"\x04" + b"\x06" + number(0) + number(1) + b"\x09" + number(len(packed)) + b"\x00"
               + b"\x07\x0b" + number(1) + b"\x00" + number(1) + coder + b"\x0c" + number(len(packed)) + b"\x00"
               + b"\x08\x0d" + number(len(entries)) + (b"\x09" + b"".join(map(number, sizes[:-1])) if len(sizes) > 1 else b"")
               + b"\x0a\x01" + b"".join(struct.pack("<I", zlib.crc32(content)) for content in entries.values()) + b"\x00\x00")
    files = b"\x05" + number(len(entries)) + b"\x11" + number(len(names) + 1) + b"\x00" + names + b"\x00"
    header = b"\x01" + streams + files + b"\x00"
    start = struct.pack("<QQI", len(packed), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + packed + header


def with_name(value):
    return value.replace("/", ".").replace("\t", " ").replace("\n", " ") + ".txt"


def entry_comment(value):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("nota.txt", (2026, 1, 1, 0, 0, 0))
        info.comment = value.encode()
        archive.writestr(info, b"x")
    return out.getvalue()


def gz(content, name=b"", comment=b""):
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = raw.compress(content) + raw.flush()
    flags = (8 if name else 0) | (16 if comment else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\x03" + (name + b"\0" if name else b"") + (comment + b"\0" if comment else b"")
    return head + body + struct.pack("<II", zlib.crc32(content), len(content))


def nest(make, depth):
    def made(value):
        content = make({"nota.txt": value.encode()})
        for _ in range(depth):
            content = make({"in.bin": content})
        return content
    return made


def in_archive(make):
    docx = office_text.FORMATS["docx"]["comment"]
    return {
        "file": lambda v: make({"nota.txt": v.encode()}), "second file": lambda v: make({"a.txt": b"Verslag", "b.txt": v.encode()}), "name": lambda v: make({with_name(v): b"x"}),
        "folder": lambda v: make({with_name(v) + "/nota.txt": b"x"}), "document": lambda v: make({"stuk.docx": docx(v)}), "nested": nest(make, 3),
    }


FORMATS = {
    "zip": {**in_archive(zipped), "comment": lambda v: zipped({"a.txt": "x"}, comment=v.encode()), "comment of a file": entry_comment},
    "7z": in_archive(seven_zip), "rar": {**in_archive(rar5), **{f"{place}, RAR 4": make for place, make in in_archive(rar4).items()}},
    "tar": {**in_archive(tar), "link": lambda v: tar({"a.txt": b"x"}, link=with_name(v)), "behind the end": lambda v: tar({"a.txt": b"x"}) + tar({"b.txt": v.encode()})},
    "tgz": {"file": lambda v: tar({"nota.txt": v.encode()}, "gz")}, "tbz2": {"file": lambda v: tar({"nota.txt": v.encode()}, "bz2")}, "txz": {"file": lambda v: tar({"nota.txt": v.encode()}, "xz")},
    "gz": {"file": lambda v: gz(v.encode()), "name": lambda v: gz(b"x", with_name(v).encode("latin-1", "replace")), "comment": lambda v: gz(b"x", b"a.txt", v.encode("latin-1", "replace")), "document": lambda v: gz(office_text.FORMATS["docx"]["text"](v), b"stuk.docx"),
           "second member": lambda v: gz(b"x\n") + gz(v.encode())},
    "bz2": {"file": lambda v: bz2.compress(v.encode())}, "xz": {"file": lambda v: lzma.compress(v.encode())}, "lzma": {"file": lambda v: lzma.compress(v.encode(), format=lzma.FORMAT_ALONE)},
}
assert gzip.decompress(gz(b"x")) == b"x"
