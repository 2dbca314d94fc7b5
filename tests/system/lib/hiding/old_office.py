"""Word, Excel and PowerPoint before 2007: the files of tests/data/documents/old, with another text of the same length."""
import gzip

from ..paths import DATA
from .compound import compound, tree_of

FOLDER = DATA / "documents" / "old"
PLANTED = "87.04.12-987.23"


def octets_of(file):
    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


def around(file):
    def made(value):
        content = octets_of(file)
        for encoding in ("cp1252", "utf-16-le"):
            content = content.replace(PLANTED.encode(encoding), value.ljust(len(PLANTED)).encode(encoding))
        return content
    return made


def files(kind):
    found = {file.name.split(".")[0]: file for file in sorted(FOLDER.glob(f"*.{kind}*"))}
    assert len(found) > 2
    return found


FORMATS = {kind: {place: around(file) for place, file in files(kind).items() if place != "clean" and not place.startswith("lost")}
           for kind in ("doc", "xls", "ppt")}


def within(outer, inner, deeper=False):
    """A document that was put into another as an object, which keeps it as a storage of its own, or one deeper."""
    tree = tree_of(octets_of(files(outer)["clean"]))
    stored = tree_of(inner)
    tree["MBD0003271D"] = {"ObjectPool": {"_1": stored}} if deeper else stored
    return compound(tree)


FORMATS["doc"] |= {"workbook within": lambda v: within("doc", FORMATS["xls"]["text"](v)),
                   "workbook deeper within": lambda v: within("doc", FORMATS["xls"]["comment"](v), True)}
FORMATS["xls"] |= {"document within": lambda v: within("xls", FORMATS["doc"]["text"](v)),
                   "document deeper within": lambda v: within("xls", FORMATS["doc"]["footnote"](v), True),
                   "slides within": lambda v: within("xls", FORMATS["ppt"]["text"](v))}
LOST = {"xls": {place: (lambda number, file=file: octets_of(file)) for place, file in files("xls").items() if place.startswith("lost")}}
LOST["doc"] = {f"{place} of a workbook within": (lambda number, made=made: within("doc", made(number))) for place, made in LOST["xls"].items()}
