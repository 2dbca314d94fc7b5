"""`sluisctl check` on a running installation: what an administrator asks before the first mail, and after every change."""
import contextlib
import http.server
import json
import ssl
import threading

from lib.paths import SOURCE
from lib.ports import free_port

STYLE = (SOURCE / "templates/pages/portal.css").read_bytes()


@contextlib.contextmanager
def web_server(status, body, headers=(), address="127.0.0.1", certificate=None):
    """A site on loopback that answers everything alike; its address. With `certificate`, its folder's, it speaks HTTPS."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer((address, 0), Handler)
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, certificate.with_name("key.pem"))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http{'' if certificate is None else 's'}://{address}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def public_address(sluis, url=None):
    """What check says of the portal's public address, as the configuration has it or with another one."""
    config = sluis.folder / "sluis.toml"
    if url is not None:
        other = sluis.folder / "other.toml"
        other.write_text(config.read_text(encoding="utf-8").replace(sluis.portal_url, url), encoding="utf-8")
        config = other
    checks = json.loads(sluis.sluisctl("check", "--json", config=config).stdout)["checks"]
    return next(one for one in checks if one["check"] == "public address")


def test_a_running_installation_has_nothing_but_its_own_certificate_to_warn_of(sluis):
    ran = sluis.sluisctl("check", "--json")
    assert ran.returncode == 0, ran.stdout
    checks = json.loads(ran.stdout)["checks"]
    assert {one["check"] for one in checks if one["verdict"] != "ok"} == {"public address"}, ran.stdout
    assert {one["check"] for one in checks} >= {"database", "directory", "keys", "scan", "next hop"}


def test_check_asks_the_portal_where_recipients_will(sluis):
    # The demo's certificate is signed by nobody: a browser warns, so check does.
    own = public_address(sluis)
    assert own["verdict"] == "warning" and "leads to no authority" in own["what"], own
    with web_server(200, STYLE) as proxy:
        assert public_address(sluis, proxy)["verdict"] == "ok"


def test_check_tells_a_wrong_public_address(sluis):
    with web_server(200, b"It works!") as site:
        assert public_address(sluis, site)["verdict"] == "failure"
        assert "something else" in public_address(sluis, site)["what"]
    with web_server(502, b"Bad gateway") as site:
        found = public_address(sluis, site)
        assert found["verdict"] == "failure" and "502" in found["what"] and "proxy" in found["advice"]
    with web_server(301, b"", [("Location", "http://127.0.0.1:1/")]) as site:
        found = public_address(sluis, site)
        assert found["verdict"] == "failure" and "another address" in found["what"]
    with web_server(200, STYLE + b" " * (2 << 20)) as site:
        assert public_address(sluis, site)["verdict"] == "failure"
    away = public_address(sluis, f"http://127.0.0.1:{free_port()}")
    assert away["verdict"] == "warning" and "not reached" in away["what"]


def test_a_certificate_for_another_name_is_a_failure(sluis):
    with web_server(200, STYLE, address="127.0.0.2", certificate=sluis.certificate) as site:
        found = public_address(sluis, site)
    assert found["verdict"] == "failure" and "no secure connection" in found["what"], found


def test_where_no_portal_runs_its_address_is_not_asked(sluis):
    with web_server(200, STYLE) as site:
        config = (sluis.folder / "sluis.toml").read_text(encoding="utf-8").replace(sluis.portal_url, site)
        other = sluis.folder / "other.toml"
        other.write_text(config.replace(f"127.0.0.1:{sluis.portal_port}", f"127.0.0.1:{free_port()}"), encoding="utf-8")
        checks = json.loads(sluis.sluisctl("check", "--json", config=other).stdout)["checks"]
    found = next(one for one in checks if one["check"] == "public address")
    assert found["verdict"] == "warning" and "not asked" in found["what"]
