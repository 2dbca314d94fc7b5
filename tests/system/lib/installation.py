"""One running Sluis of its own: programs, folder, ports, database, and the mailbox behind it."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import tomllib

import psycopg2
import psycopg2.extras

from .mailbox import Mailbox
from .paths import BUILD, SOURCE
from .ports import free_port
from .toml_text import merged, toml_text
from .waiting import wait_until


def _alive(pid):
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


class Installation:
    """Stages what was built with the demo's configuration, on free ports, and starts it.

    `overrides` lies over config/demo/sluis.toml: {"scan": {"deadline": "5s"}}; None takes a key away.
    `prepare(folder)` may change the staged files before the first start.
    As root the processes run as the users of their roles, else all as the caller.

    folder, data          where it lies (short: Unix sockets may have 107 octets)
    relay_port, submission_port, portal_port, portal_url, certificate
    mailbox               the next hop of all mail, a lib.mailbox.Mailbox
    """

    def __init__(self, overrides=None, prepare=None, start=True):
        for program in ("sluisd", "sluis-scan", "sluisctl"):
            if not (BUILD / program).is_file():
                raise FileNotFoundError(f"{BUILD / program}: build it first, or name a build in SLUIS_BUILD")
        # The parent must let the users of the roles through, which the clone's need not.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sl-", dir="/tmp"))
        self.data = self.folder / "data"
        self.log_file = self.folder / "sluisd.log"
        self.certificate = self.folder / "tls" / "certificate.pem"
        self.relay_port, self.submission_port, self.portal_port = free_port(), free_port(), free_port()
        self.portal_url = f"https://localhost:{self.portal_port}"
        self.process = None
        self._log = None
        self._log_from = 0
        self.mailbox = None
        try:
            self.folder.chmod(0o755)
            subprocess.run(["bash", "-ec", '. scripts/lib/stage.sh; stage "$1" "$2"', "stage", BUILD, self.folder],
                           cwd=SOURCE, check=True)
            self.mailbox = Mailbox(self.folder / "mailbox")
            self.write_settings(overrides or {})
            if prepare:
                prepare(self.folder)
            if start:
                self.start()
        except BaseException:
            self.remove()
            raise

    # Settings

    def write_settings(self, overrides):
        """Lays the ports and `overrides` over sluis.toml; what was laid before stays. Takes effect at the next start."""
        ports = {
            "listener": {"submission": {"endpoint": f"127.0.0.1:{self.submission_port}"},
                         "relay": {"endpoint": f"127.0.0.1:{self.relay_port}"}},
            "next_hop": {"*": {"port": self.mailbox.port}},
            "portal": {"listen": f"127.0.0.1:{self.portal_port}", "url": self.portal_url},
        }
        file = self.folder / "sluis.toml"
        current = getattr(self, "_settings", None) or merged(tomllib.loads(file.read_text(encoding="utf-8")), ports)
        self._settings = merged(current, overrides)
        file.write_text(toml_text(self._settings), encoding="utf-8")

    # The program

    def start(self, deadline=240.0, wait=True, environment=None):
        """Starts sluisd; with `wait` returns when it said that it is ready, or raises with its log.
        `environment` is laid over this process's own."""
        self._log_from = self.log_file.stat().st_size if self.log_file.exists() else 0
        self._log = open(self.log_file, "ab")
        self.process = subprocess.Popen([self.folder / "bin/sluisd", "--config", self.folder / "sluis.toml"],
                                        stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, cwd=self.folder,
                                        env={**os.environ, **(environment or {})})
        if wait:
            self.wait_ready(deadline)

    def wait_ready(self, deadline=240.0):
        def ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"sluisd ended with {self.process.returncode}:\n{self.log()}")
            return "sluisd: ready" in self.log(this_run=True)
        wait_until(ready, deadline, lambda: "sluisd is ready; its log:\n" + self.log())

    def stop(self, deadline=60.0):
        """SIGTERM, as an administrator stops it. Returns the exit status. None when it does not run."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
        status = self.process.wait(deadline)
        self._forget()
        return status

    def restart(self):
        self.stop()
        self.start()

    def kill(self, role="supervisor"):
        """SIGKILL to the process of a role: supervisor, relay, portal, scan (the template) or database (the postmaster).
        Returns its process id. A killed supervisor leaves its database running; `start()` adopts it."""
        pid = self.pid(role)
        os.kill(pid, signal.SIGKILL)
        if role == "supervisor":
            self.process.wait(20)
            self._forget()
        else:
            wait_until(lambda: not _alive(pid), 20, f"{role} is dead")
        return pid

    def pid(self, role):
        """The process id of a role's newest process."""
        if role == "supervisor":
            return self.process.pid
        if role == "database":
            return int((self.data / "database/data/postmaster.pid").read_text().split()[0])
        started = re.findall(rf"{role}: started, process (\d+)", self.log(this_run=True))
        if not started:
            raise LookupError(f"{role} was not started")
        return int(started[-1])

    def wait_serves(self, role, times=2, deadline=60.0):
        """Waits until the role (relay or portal) said `times` times in this run that it serves."""
        wait_until(lambda: len(re.findall(rf"{role}: serves", self.log(this_run=True))) >= times, deadline,
                   lambda: f"{role} serves; the log:\n" + self.log())

    def _forget(self):
        self.process = None
        self._log.close()

    # Looking

    def log(self, this_run=False):
        """What sluisd and its processes wrote; with `this_run` since the last start."""
        if not self.log_file.exists():
            return ""
        with open(self.log_file, "rb") as log:
            log.seek(self._log_from if this_run else 0)
            return log.read().decode("utf-8", "replace")

    def sql(self, query, parameters=()):
        """Runs one statement as the database's owner, committed at once. Returns rows as dicts, or []."""
        connection = psycopg2.connect(host=str(self.data / "database/run"), port=5432, user="owner", dbname="sluis",
                                      connect_timeout=10)
        try:
            connection.autocommit = True
            with connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
                cursor.execute(query, parameters or None)
                return [dict(row) for row in cursor.fetchall()] if cursor.description else []
        finally:
            connection.close()

    def value(self, query, parameters=()):
        """The one value of a statement's one row."""
        rows = self.sql(query, parameters)
        assert len(rows) == 1 and len(rows[0]) == 1, rows
        return next(iter(rows[0].values()))

    def sluisctl(self, *arguments, check=False, input=None, config=None):
        """Runs sluisctl on this installation, with its own configuration or another file. Returns subprocess.CompletedProcess
        with texts."""
        config = config or self.folder / "sluis.toml"
        return subprocess.run([self.folder / "bin/sluisctl", "--config", config, *map(str, arguments)],
                              capture_output=True, text=True, timeout=120, check=check, input=input)

    def wait_prepared(self, *ids, deadline=60.0):
        """Waits until these messages (queue ids) are decided and their deliveries stand in the queue."""
        wanted = list(ids)
        def prepared():
            return self.value("select count(*) from message where id = any(%s) and state = 'prepared'", (wanted,)) == len(wanted)
        def problem():
            return "prepared: " + str(self.sql("select id, state, attempts, last_problem from message where id = any(%s)"
                                               " and state <> 'prepared'", (wanted,)))
        wait_until(prepared, deadline, problem, every=0.05)

    def wait_delivered(self, *ids, deadline=60.0):
        """Waits until these messages are decided and nothing of them waits to be delivered any more."""
        self.wait_prepared(*ids, deadline=deadline)
        def nothing_pending():
            return self.value("select count(*) from delivery d join delivery_recipient r on r.delivery = d.id"
                              " where d.message = any(%s) and r.state = 'pending'", (list(ids),)) == 0
        def problem():
            return "delivered: " + str(self.sql("select d.message, d.kind, r.state, r.attempts, r.last_reply from delivery d"
                                                " join delivery_recipient r on r.delivery = d.id"
                                                " where d.message = any(%s) and r.state = 'pending'", (list(ids),)))
        wait_until(nothing_pending, deadline, problem, every=0.05)

    # The end

    def _processes(self):
        """Every process whose program or database lies in this installation's folder: of a supervisor that was killed too."""
        found = set()
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                program = os.readlink(entry / "exe")
                work = os.readlink(entry / "cwd")
            except OSError:
                continue
            if program.startswith(f"{self.folder}/") or work.startswith(f"{self.data}/"):
                found.add(int(entry.name))
        return found

    def remove(self):
        """Ends every process of this installation and removes its folder. Set SLUIS_KEEP to look at it afterwards."""
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        finally:
            if self.mailbox:
                self.mailbox.stop()
            for pid in self._processes():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            wait_until(lambda: not any(_alive(pid) for pid in self._processes()), 20, "all processes ended")
            if not os.environ.get("SLUIS_KEEP"):
                shutil.rmtree(self.folder, ignore_errors=True)
