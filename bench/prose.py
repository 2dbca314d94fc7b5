"""Dutch office prose: sentences of the set of ordinary mails, every fourth with somebody's name, many with dates.

    python3 -m bench.prose MEGABYTES > FILE
"""
import sys

from bench.detection.office import Office


def prose(megabytes):
    office, size = Office(9), 0
    while size < megabytes * 1_000_000:
        paragraph = office.sentences(6) + "\r\n\r\n"
        size += len(paragraph)
        yield paragraph


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.writelines(prose(float(sys.argv[1])))
