"""A writer and a reader of compound files (MS-CFB), version 3: a tree of names, with octets for streams and dicts for
storages."""
import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(tree):
    sectors, next_of, mini, mini_next, entries = [], [], b"", [], []

    def put(content):
        if not content:
            return END
        first = len(sectors)
        pieces = [content[i:i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        sectors.extend(pieces)
        next_of.extend([*range(first + 1, first + len(pieces)), END])
        return first

    def put_mini(content):
        nonlocal mini
        first = len(mini) // 64
        count = -(-len(content) // 64)
        mini += content.ljust(count * 64, b"\0")
        mini_next.extend([*range(first + 1, first + count), END] if count else [])
        return first if count else END

    def add(name, value):
        """An entry, and for a storage its children in a chain of right siblings: no balanced tree, and yet one."""
        index = len(entries)
        entries.append(None)
        if isinstance(value, dict):
            children = [add(child, inner) for child, inner in sorted(value.items(), key=lambda item: (len(item[0]), item[0].upper()))]
            for child, right in zip(children, children[1:]):
                entries[child][2] = right
            entries[index] = [name, 5 if index == 0 else 1, FREE, children[0] if children else FREE, END if index == 0 else 0, 0]
        else:
            first = put(value) if len(value) >= 4096 else put_mini(value)
            entries[index] = [name, 2, FREE, FREE, first, len(value)]
        return index

    add("Root Entry", tree)
    entries[0][4], entries[0][5] = put(mini), len(mini)
    while len(entries) % 4:
        entries.append(["", 0, FREE, FREE, 0, 0])
    directory = put(b"".join((name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0") + struct.pack("<HBBIII", 2 * len(name) + 2 if name else 0, kind, 1, FREE, right, child) + b"\0" * 36
                             + struct.pack("<IQ", first, size) for name, kind, right, child, first, size in entries))
    mini_fat = put(struct.pack(f"<{len(mini_next)}I", *mini_next).ljust(-(-len(mini_next) // 128) * 512, b"\xff"))
    tables = 1
    while len(sectors) + tables > tables * 128:
        tables += 1
    first_table = len(sectors)
    fat = [*next_of, *[FAT] * tables]
    fat += [FREE] * (tables * 128 - len(fat))
    sectors.extend(struct.pack("<128I", *fat[i:i + 128]) for i in range(0, len(fat), 128))
    difat = [*range(first_table, first_table + tables)]
    head = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6 + struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096,
            mini_fat, -(-len(mini_next) // 128), END, 0) + struct.pack("<109I", *(difat + [FREE] * (109 - len(difat)))))
    return head + b"".join(sectors)


def tree_of(octets):
    """What compound() would make such a file of; of a well-formed one."""
    head = struct.unpack("<HHHHH6xIIIIIIIII109I", octets[24:512])
    directory, mini_table, places = head[7], head[10], head[14:]
    table = [next_one for place in places if place < FAT for next_one in struct.unpack_from("<128I", octets, (place + 1) * 512)]

    def chain(first):
        found = b""
        while first < FAT:
            found += octets[(first + 1) * 512:(first + 2) * 512]
            first = table[first]
        return found

    entries = chain(directory)
    raw = [entries[at:at + 128] for at in range(0, len(entries), 128)]
    minis = struct.unpack(f"<{len(chain(mini_table)) // 4}I", chain(mini_table))
    stream_of_minis = chain(struct.unpack_from("<I", raw[0], 116)[0])

    def content(entry):
        first, size = struct.unpack_from("<II", entry, 116)
        if size >= 4096:
            return chain(first)[:size]
        found = b""
        while first < FAT:
            found += stream_of_minis[first * 64:(first + 1) * 64]
            first = minis[first]
        return found[:size]

    def siblings(index):
        if index == FREE:
            return {}
        entry = raw[index]
        left, right, child = struct.unpack_from("<III", entry, 68)
        name = entry[:struct.unpack_from("<H", entry, 64)[0] - 2].decode("utf-16-le")
        return {**siblings(left), name: siblings(child) if entry[66] == 1 else content(entry), **siblings(right)}

    return siblings(struct.unpack_from("<III", raw[0], 68)[2])
