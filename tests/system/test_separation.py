"""What each user of the machine may reach of an installation that root started: tried from that user."""
import json
import os
import subprocess
import sys

import pytest

from lib.clients import submit
from lib.mails import personal_mail

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="tries other users: needs root")

AN, GRIET = "an.claes@huisterlinde.example", "griet.vanhoof@deregenboog.example"

# Runs as another user: tries each statement and each file, and tells what came of it.
TRY = """
import json, os, sys, psycopg2
asked = json.load(sys.stdin)
told = {"sql": {}, "files": {}}
for role, statements in asked["sql"].items():
    try:
        connection = psycopg2.connect(host=asked["socket"], port=5432, user=role, dbname="sluis", connect_timeout=10)
        connection.autocommit = True
    except psycopg2.OperationalError:
        told["sql"][role] = "no connection"
        continue
    told["sql"][role] = {}
    for statement in statements:
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            told["sql"][role][statement] = "done"
        except psycopg2.Error as error:
            told["sql"][role][statement] = type(error).__name__
for path in asked["files"]:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").close()
        told["files"][path] = "read"
    except OSError as error:
        told["files"][path] = type(error).__name__
json.dump(told, sys.stdout)
"""

READ = "select * from {} limit 1"
HIDDEN = ["content", "message", "message_recipient", "delivery", "delivery_recipient"]
SHOWN = ["shared_content", "share", "share_document", "share_recipient", "share_grant", "audit"]
CHANGES = ["update message set state = 'prepared'", "delete from share", "update share set expires_at = expires_at",
           "update audit set actor = ''", "delete from audit", "truncate audit", "insert into share_grant default values",
           "create table mine (id int)", "set role relay", "set role owner", "copy share to program 'true'"]


def tried(sluis, user, sql, files):
    asked = {"socket": str(sluis.data / "database/run"), "sql": sql, "files": [str(file) for file in files]}
    done = subprocess.run(["setpriv", f"--reuid={user}", f"--regid={user}" if user != "nobody" else "--regid=nogroup",
                           "--init-groups", sys.executable, "-c", TRY], input=json.dumps(asked), capture_output=True,
                          text=True, timeout=60, cwd="/")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def used(sluis):
    """With a share, so that every kind of key and content is there."""
    sluis.wait_delivered(submit(sluis, "an", AN, [GRIET], personal_mail(AN, [GRIET])))
    return sluis


def keys(sluis, prefix):
    found = [path for path in (sluis.data / "keys").iterdir() if path.name.startswith(prefix)]
    assert found, prefix
    return found


def test_the_portals_role_reads_shares_and_no_queue_and_changes_no_audit(used):
    statements = [READ.format(table) for table in HIDDEN + SHOWN] + CHANGES
    told = tried(used, "sluis-portal", {"portal": statements}, [])["sql"]["portal"]
    assert {table: told[READ.format(table)] for table in SHOWN} == dict.fromkeys(SHOWN, "done")
    assert {table: told[READ.format(table)] for table in HIDDEN} == dict.fromkeys(HIDDEN, "InsufficientPrivilege")
    assert {change: told[change] for change in CHANGES} == dict.fromkeys(CHANGES, "InsufficientPrivilege")


def test_the_portals_user_is_no_other_role(used):
    told = tried(used, "sluis-portal", {"relay": [], "owner": [], "postgres": []}, [])["sql"]
    assert set(told.values()) == {"no connection"}


def test_the_portals_user_reads_keys_of_days_and_purposes_and_not_the_queues(used):
    queue, days, purposes = keys(used, "queue-"), keys(used, "day-"), keys(used, "hmac-")
    told = tried(used, "sluis-portal", {}, queue + days + purposes)["files"]
    assert {told[str(path)] for path in days + purposes} == {"read"}
    assert {told[str(path)] for path in queue} == {"PermissionError"}


@pytest.mark.parametrize("user", ["sluis-scan", "nobody"])
def test_the_scans_user_and_a_stranger_reach_nothing(used, user):
    files = [used.data / "keys", *keys(used, ""), used.data / "content", used.data / "database/data",
             used.folder / "tls/key.pem", used.folder / "directory.ldif"]
    told = tried(used, user, {role: [] for role in ("relay", "portal", "owner", "postgres")}, files)
    assert set(told["sql"].values()) == {"no connection"}
    assert set(told["files"].values()) == {"PermissionError"}


def test_the_databases_user_holds_no_key(used):
    told = tried(used, "sluis-db", {}, [used.data / "keys", *keys(used, ""), used.data / "content"])["files"]
    assert set(told.values()) == {"PermissionError"}
