"""A real Postfix with its own folder and port, on loopback alone. Needs root, as Postfix does."""
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

from .ports import free_port, listens
from .waiting import wait_until

_SERVICES = """127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """Takes all mail on `port` and hands it on to `next_port`. `settings` lies over its main.cf."""

    def __init__(self, next_port, settings=None):
        # Postfix writes its log below /tmp and /var alone, and its processes must get through the folder.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="slpf-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.conf, queue, data = (self.folder / name for name in ("conf", "queue", "data"))
        for folder in (self.conf, queue, data):
            folder.mkdir()
        os.chown(data, pwd.getpwnam("postfix").pw_uid, pwd.getpwnam("postfix").pw_gid)
        main = {
            "compatibility_level": "3.6", "queue_directory": queue, "data_directory": data,
            "command_directory": "/usr/sbin", "daemon_directory": "/usr/lib/postfix/sbin", "mail_owner": "postfix",
            "setgid_group": "postdrop", "meta_directory": "/etc/postfix", "shlib_directory": "/usr/lib/postfix",
            "myhostname": "postfix.example", "mydestination": "", "mynetworks": "127.0.0.0/8",
            "inet_interfaces": "127.0.0.1", "inet_protocols": "ipv4", "relayhost": f"[127.0.0.1]:{next_port}",
            "disable_dns_lookups": "yes", "smtp_dns_support_level": "disabled", "smtp_host_lookup": "native",
            "alias_maps": "", "alias_database": "", "local_recipient_maps": "", "smtpd_peername_lookup": "no",
            "smtpd_relay_restrictions": "permit_mynetworks, reject", "biff": "no",
            "maillog_file": self.folder / "maillog", "maillog_file_prefixes": "/tmp, /var",
            "minimal_backoff_time": "2s", "queue_run_delay": "2s", "maximal_backoff_time": "5s",
            **(settings or {}),
        }
        (self.conf / "main.cf").write_text("".join(f"{name} = {value}\n" for name, value in main.items()))
        (self.conf / "master.cf").write_text(_SERVICES.format(port=self.port))
        self._run("start")
        wait_until(lambda: listens(self.port), 30, lambda: "Postfix listens:\n" + self.log())

    def _run(self, command):
        done = subprocess.run(["postfix", "-c", self.conf, command], capture_output=True, text=True, timeout=60)
        if done.returncode != 0 and command == "start":
            raise RuntimeError("postfix start: " + done.stdout + done.stderr)

    def log(self):
        file = self.folder / "maillog"
        return file.read_text(errors="replace") if file.exists() else ""

    def stop(self):
        """Ends this Postfix, found by its own configuration, and removes its folder."""
        try:
            self._run("stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
