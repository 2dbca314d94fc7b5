"""A real slapd with the demo's organisations and people, StartTLS and a CA of its own, on loopback alone."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from .paths import DEMO, SOURCE
from .ports import free_port, listens
from .waiting import wait_until

BASE = "dc=demo,dc=example"
BIND_DN = "cn=sluis," + BASE
PASSWORD = "geheim"

_CONF = """include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include {source}/packaging/ldap/sluis.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
security simple_bind=128
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
database mdb
maxsize 16777216
dbnosync
suffix {base}
rootdn {bind_dn}
rootpw {password}
directory {folder}/db
index objectClass,mail,uid eq
"""


class Slapd:
    """Everybody's password is as in the demo. `settings()` is the [directory] table for sluis.toml."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="slldap-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.process = None
        try:
            self._write()
            self._load()
            self.start()
        except BaseException:
            self.remove()
            raise

    def settings(self):
        return {"ldif_file": None, "url": f"ldap://127.0.0.1:{self.port}", "start_tls": True, "ca_file": str(self.folder / "ca.pem"),
                "base": BASE, "bind_dn": BIND_DN, "bind_password_file": str(self.folder / "bind-password"), "cache": "1s"}

    def _write(self):
        (self.folder / "db").mkdir()
        (self.folder / "slapd.conf").write_text(
            _CONF.format(source=SOURCE, folder=self.folder, base=BASE, bind_dn=BIND_DN, password=PASSWORD))
        # Debian's slapd checks PBKDF2 only with a module of its own: it gets the passwords themselves.
        entries = []
        for entry in (DEMO / "directory.ldif").read_text(encoding="utf-8").split("\n\n"):
            uid = re.search(r"^uid: (\S+)$", entry, re.M)
            entries.append(re.sub(r"^userPassword: .*$", f"userPassword: welkom-{uid[1]}" if uid else "", entry, flags=re.M))
        (self.folder / "entries.ldif").write_text("\n\n".join(entries), encoding="utf-8")
        self._certificates()
        (self.folder / "bind-password").write_text(PASSWORD + "\n")
        if os.geteuid() == 0:
            shutil.chown(self.folder / "bind-password", "sluis-relay", "sluis-portal")
            # slapd runs as nobody; root's schema file in the clone may be beyond its reach.
            shutil.copy(SOURCE / "packaging/ldap/sluis.schema", self.folder / "sluis.schema")
            conf = self.folder / "slapd.conf"
            conf.write_text(conf.read_text().replace(f"{SOURCE}/packaging/ldap", str(self.folder)))
            for name in ("db", "slapd.conf", "entries.ldif", "server.key", "server.pem", "sluis.schema"):
                shutil.chown(self.folder / name, "nobody", "nogroup")
        (self.folder / "bind-password").chmod(0o640)

    def _certificates(self):
        def openssl(*arguments):
            subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, cwd=self.folder)

        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        openssl("req", "-x509", *key, "-days", "30", "-subj", "/CN=Directory CA", "-keyout", "ca.key", "-out", "ca.pem")
        openssl("req", *key, "-subj", "/CN=directory", "-keyout", "server.key", "-out", "server.csr")
        (self.folder / "server.ext").write_text("subjectAltName=IP:127.0.0.1\n")
        openssl("x509", "-req", "-days", "20", "-CAcreateserial", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                "-extfile", "server.ext", "-out", "server.pem")
        (self.folder / "ca.pem").chmod(0o644)

    def _as_nobody(self):
        return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []

    def _load(self):
        done = subprocess.run([*self._as_nobody(), "/usr/sbin/slapadd", "-q", "-f", self.folder / "slapd.conf", "-l",
                               self.folder / "entries.ldif"], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError("slapadd: " + done.stderr)

    def start(self):
        with open(self.folder / "slapd.log", "ab") as log:
            self.process = subprocess.Popen([*self._as_nobody(), "/usr/sbin/slapd", "-d", "0", "-f", self.folder / "slapd.conf",
                                             "-h", f"ldap://127.0.0.1:{self.port}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_until(lambda: listens(self.port), 20, "slapd listens")

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        self.process.wait(20)
        self.process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
