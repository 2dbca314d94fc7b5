#!/usr/bin/python3
"""Test vectors of the vault's sealed format, by an implementation of its own: Python's `cryptography`
(Debian: python3-cryptography), written from docs/vault-format.md alone.

    generate.py            writes the vectors beside this file, the same octets each time
    generate.py check      opens the vectors that are there
"""
import pathlib
import struct
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

HERE = pathlib.Path(__file__).parent
CHUNK = 65536
VERSION = b"\x01"

NAMED = bytes(range(32))
OBJECT = bytes(range(100, 132))
KEY_NAME = b"day-2031-01-31"
ID = b"0f8fad5b-d9cb-469f-a165-70867728950e"
KIND = b"document"
ORGANISATION = "De Wilg".encode()
PREFIX = bytes(range(200, 207))
NONCE = bytes(range(50, 62))
FIELD = b"name"
TEXT = "Verslag voorjaar één.pdf".encode()
SIZES = [0, 5, 65536, 65537]


def derive(key, info):
    return HKDFExpand(algorithm=hashes.SHA256(), length=32, info=info).derive(key)


def associate(*parts):
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def content(size):
    return bytes((7 * i + (i >> 8)) & 0xFF for i in range(size))


def chunk_nonce(number, last):
    return PREFIX + struct.pack(">I", number) + (b"\x01" if last else b"\x00")


CONTENT_DATA = associate(b"sluis-content", VERSION, KIND, ID, ORGANISATION)
WRAP_DATA = associate(b"sluis-wrap", VERSION, KEY_NAME, KIND, ID, ORGANISATION)
FIELD_DATA = associate(b"sluis-field", VERSION, FIELD, KIND, ID, ORGANISATION)


def seal(octets):
    aead = AESGCM(derive(OBJECT, b"sluis/v1/content"))
    count = max(1, -(-len(octets) // CHUNK))
    sealed = VERSION + PREFIX
    for number in range(count):
        part = octets[number * CHUNK:(number + 1) * CHUNK]
        sealed += aead.encrypt(chunk_nonce(number, number + 1 == count), part, CONTENT_DATA)
    return sealed


def open_sealed(sealed):
    assert sealed[:8] == VERSION + PREFIX
    aead = AESGCM(derive(OBJECT, b"sluis/v1/content"))
    body = sealed[8:]
    count = -(-len(body) // (CHUNK + 16))
    return b"".join(
        aead.decrypt(chunk_nonce(n, n + 1 == count), body[n * (CHUNK + 16):(n + 1) * (CHUNK + 16)], CONTENT_DATA)
        for n in range(count))


def small(key, info, data, octets):
    return VERSION + NONCE + AESGCM(derive(key, info)).encrypt(NONCE, octets, data)


def open_small(key, info, data, sealed):
    assert sealed[:1] == VERSION
    return AESGCM(derive(key, info)).decrypt(sealed[1:13], sealed[13:], data)


def vectors():
    for size in SIZES:
        yield f"content-{size}.sealed", seal(content(size))
    yield "wrapped.key", small(NAMED, b"sluis/v1/wrap/" + ID, WRAP_DATA, OBJECT)
    yield "name.field", small(OBJECT, b"sluis/v1/field/" + FIELD, FIELD_DATA, TEXT)


def check():
    for size in SIZES:
        assert open_sealed((HERE / f"content-{size}.sealed").read_bytes()) == content(size), size
    assert open_small(NAMED, b"sluis/v1/wrap/" + ID, WRAP_DATA, (HERE / "wrapped.key").read_bytes()) == OBJECT
    assert open_small(OBJECT, b"sluis/v1/field/" + FIELD, FIELD_DATA, (HERE / "name.field").read_bytes()) == TEXT


if __name__ == "__main__":
    if sys.argv[1:] != ["check"]:
        for name, octets in vectors():
            (HERE / name).write_bytes(octets)
    check()
