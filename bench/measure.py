#!/usr/bin/env python3
"""Sends the same mails through several relays in turn, checks what became of them, and prints medians and ratios.

    measure.py --folder DIR --load PROGRAM --out FILE.jsonl [--rounds 3] [--cells 4KiB,1MiB] [--small] RELAY…
    measure.py --report FILE.jsonl

RELAY is NAME=PORT:SINK:PID[,PID…]; the CPU time of those processes and all below them is counted, with that of the
children they have reaped. The relay named "sluis" is held to its findings: DIR/data holds its private database.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import mails

SENDER, RECIPIENT = "an.claes@huisterlinde.example", "griet.vanhoof@deregenboog.example"
SESSIONS = 10
COUNTS = {"4KiB": 400, "1MiB": 60}
KINDS = ["personal", "clean"]
TICKS = os.sysconf("SC_CLK_TCK")


# CPU time

def stat_of(pid):
    """Fields of proc(5)'s stat from the third on; none when the process is gone."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def with_descendants(roots):
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (fields := stat_of(entry)):
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, waiting = set(), list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, [])
    return found


def cpu_seconds(roots):
    return sum(sum(map(int, fields[11:15])) for pid in with_descendants(roots) if (fields := stat_of(pid))) / TICKS


def machine_seconds():
    """CPU time that all processes together took, and that the host took away."""
    user, nice, system, _, _, irq, soft, steal = map(int, pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + irq + soft) / TICKS, steal / TICKS


# What Sluis decided

COUNTED = """select json_build_object(
    'messages', (select count(*) from message where state = 'prepared'),
    'waiting', (select count(*) from message where state <> 'prepared')
             + (select count(*) from delivery_recipient where state = 'pending'),
    'delivered', (select count(*) from message_recipient where state = 'delivered'),
    'with_rrn', (select count(*) from message where facts::text like '%"rrn%'),
    'unscannable', (select count(*) from message where facts::text like '%"unscannable"%'),
    'shares', (select count(*) from share),
    'documents', (select count(*) from share_document),
    'original', (select count(*) from delivery where kind = 'original'),
    'rewritten', (select count(*) from delivery where kind = 'rewritten'),
    'confirmation', (select count(*) from delivery where kind = 'confirmation'),
    'other', (select count(*) from delivery where kind not in ('original', 'rewritten', 'confirmation')),
    'commits', (select sum(xact_commit) from pg_stat_database),
    'wal_syncs', (select wal_sync from pg_stat_wal),
    'wal_octets', (select wal_bytes from pg_stat_wal))"""


def database_counts(folder):
    answer = subprocess.run(["psql", "-XAtq", "-h", f"{folder}/data/database/run", "-U", "owner", "-d", "sluis", "-c", COUNTED],
                            capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def expected_change(kind, count):
    shared = count if kind == "personal" else 0
    return {"messages": count, "waiting": 0, "delivered": count, "with_rrn": shared, "unscannable": 0, "shares": shared,
            "documents": shared, "original": count - shared, "rewritten": shared, "confirmation": shared, "other": 0}


def settled_counts(folder):
    """The counts once every outcome is written down, or after a minute."""
    for _ in range(120):
        counts = database_counts(folder)
        if counts["waiting"] == 0:
            break
        time.sleep(0.5)
    return counts


# The run

def run_load(a, port, sink, folder, others):
    command = [a.load, "--target", port, "--sink", sink, "--mails", folder, "--sessions", str(SESSIONS),
               "--from", SENDER, "--to", RECIPIENT, "--others", str(others), "--timeout", "240"]
    done = subprocess.run(command, capture_output=True, text=True)
    result = json.loads(done.stdout) if done.stdout else {}
    result["problems"] = [] if done.returncode == 0 else [f"load ended with {done.returncode}: {done.stderr.strip()[:500]}"]
    return result


def measure(a, relay, kind, size, count, folder):
    name, where = relay.rsplit("=", 1)
    port, sink, pids = where.split(":")
    roots = [int(pid) for pid in pids.split(",")]
    is_sluis = name == "sluis"
    before = settled_counts(a.folder) if is_sluis else None
    cpu, (busy, stolen), start = cpu_seconds(roots), machine_seconds(), time.monotonic()
    result = run_load(a, port, sink, folder, count if is_sluis and kind == "personal" else 0)
    time.sleep(0.3)  # The last outcome is written down after the sink has answered.
    cpu, seconds = cpu_seconds(roots) - cpu, time.monotonic() - start
    busy, stolen = machine_seconds()[0] - busy, machine_seconds()[1] - stolen
    result.update(relay=name, kind=kind, size=size, cpu_ms=cpu * 1000 / count,
                  cores_of_all=busy / seconds, cores_of_relay=cpu / seconds, cores_stolen=stolen / seconds,
                  load=os.getloadavg()[0])
    must_be_identical = 0 if is_sluis and kind == "personal" else count
    if result.get("identical") != must_be_identical:
        result["problems"].append(f"{result.get('identical')} mails arrived as they were sent, not {must_be_identical}")
    if is_sluis:
        after = settled_counts(a.folder)
        change = {key: after[key] - before[key] for key in after}
        result["database"] = change
        for key, value in expected_change(kind, count).items():
            if change[key] != value:
                result["problems"].append(f"{key}: {change[key]}, not {value}")
    return result


def run(a):
    counts = {size: max(SESSIONS, COUNTS[size] // 10) if a.small else COUNTS[size] for size in a.cells.split(",")}
    failed = False
    with open(a.out, "a", encoding="utf-8") as out:
        for turn in range(a.rounds + 1):  # The first is to warm up, and is not kept.
            for size, count in counts.items():
                for kind in KINDS:
                    count_now = SESSIONS if turn == 0 else count
                    folder = f"{a.folder}/mails"
                    octets = mails.write(folder, kind, size, count_now, f"r{int(time.time())}-{turn}", SENDER, RECIPIENT)
                    # Whoever goes first in one round goes last in the next.
                    for relay in a.relays[turn % len(a.relays):] + a.relays[:turn % len(a.relays)]:
                        result = measure(a, relay, kind, size, count_now, folder)
                        result.update(round=turn, document_octets=round(octets))
                        for problem in result["problems"]:
                            failed = True
                            print(f"{result['relay']}, {kind}, {size}: {problem}", file=sys.stderr, flush=True)
                        if turn > 0:
                            out.write(json.dumps(result) + "\n")
                            out.flush()
    return failed


# The report

def report(path):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    relays = list(dict.fromkeys(row["relay"] for row in sorted(rows, key=lambda row: row["relay"] != "sluis")))
    print("| document | kind | relay | accepted/s | delivered/s (range) | accept p50 / p99 ms | end to end p50 / p99 ms | CPU ms/mail (range) | other work, cores |")
    print("|---|---|---|---|---|---|---|---|---|")
    medians = {}
    for size, kind in dict.fromkeys((row["size"], row["kind"]) for row in rows):
        for relay in relays:
            cell = [row for row in rows if (row["relay"], row["size"], row["kind"]) == (relay, size, kind) and "accepted" in row]
            if not cell:
                continue

            def median(key):
                return statistics.median(row[key] for row in cell)

            def span(key, digits):
                return f"{min(row[key] for row in cell):.{digits}f}–{max(row[key] for row in cell):.{digits}f}"

            own = 0.01  # The load program's part is small: what is neither the relay's nor nothing.
            others = statistics.median(max(0, row["cores_of_all"] - row["cores_of_relay"] - own) for row in cell)
            medians[relay, size, kind] = (median("end_to_end_per_s"), median("cpu_ms"))
            print(f"| {size} | {kind} | {relay} | {median('accept_per_s'):.1f} | **{median('end_to_end_per_s'):.1f}** ({span('end_to_end_per_s', 1)}) "
                  f"| {median('accept_p50_ms'):.0f} / {median('accept_p99_ms'):.0f} | {median('end_to_end_p50_ms'):.0f} / {median('end_to_end_p99_ms'):.0f} "
                  f"| **{median('cpu_ms'):.2f}** ({span('cpu_ms', 2)}) | {others:.2f} |")
    print("\n| document | kind | Sluis beside | delivered/s | CPU per mail |\n|---|---|---|---|---|")
    for (relay, size, kind), (speed, cpu) in medians.items():
        if relay != "sluis" and ("sluis", size, kind) in medians and speed and cpu:
            own_speed, own_cpu = medians["sluis", size, kind]
            print(f"| {size} | {kind} | {relay} | {own_speed / speed:.2f} × | {own_cpu / cpu:.1f} × |")
    print("\n| document | kind | commits/mail | WAL syncs/mail | WAL KiB/mail |\n|---|---|---|---|---|")
    for size, kind in dict.fromkeys((row["size"], row["kind"]) for row in rows):
        cell = [row for row in rows if row["relay"] == "sluis" and (row["size"], row["kind"]) == (size, kind) and "database" in row]
        if cell:
            def each(key, unit=1.0):
                return statistics.median(row["database"][key] / row["count"] / unit for row in cell)

            print(f"| {size} | {kind} | {each('commits'):.1f} | {each('wal_syncs'):.2f} | {each('wal_octets', 1024):.1f} |")
    problems = [problem for row in rows for problem in row["problems"]]
    print(f"\n{len(rows)} measurements, {sum(row.get('count', 0) for row in rows)} mails; lost {sum(row.get('missing', 0) for row in rows)}, "
          f"refused {sum(row.get('refused', 0) for row in rows)}, twice {sum(row.get('duplicates', 0) for row in rows)}; "
          f"{len(problems)} things other than expected. One-minute load {min(row['load'] for row in rows):.1f}–{max(row['load'] for row in rows):.1f}.")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--report")
    arguments.add_argument("--folder")
    arguments.add_argument("--load")
    arguments.add_argument("--out")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--cells", default="4KiB,1MiB")
    arguments.add_argument("--small", action="store_true")
    arguments.add_argument("relays", nargs="*")
    a = arguments.parse_args()
    if a.report:
        return report(a.report)
    failed = run(a)
    report(a.out)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
