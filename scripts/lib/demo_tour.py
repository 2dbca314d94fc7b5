#!/usr/bin/python3
"""The tour of scripts/demo: sends the sample mails, shows what Sluis decided and why, and opens a link.

    demo_tour.py FOLDER        the folder that scripts/demo staged and started Sluis in

Ends with an error when a decision is not the one that config/demo/mails/MANIFEST.toml names.
"""
import email
import email.policy
import http.cookiejar
import json
import pathlib
import re
import ssl
import subprocess
import sys
import time
import tomllib
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent.parent.parent
MAILS = HERE / "config" / "demo" / "mails"
FOLDER = pathlib.Path(sys.argv[1])
BOLD, DIM, PLAIN = ("\033[1m", "\033[2m", "\033[0m") if sys.stdout.isatty() else ("", "", "")
WORDS = {"pass": "passes untouched", "share": "shared by a link", "hold": "held, the sender is told", "return_to_sender": "returned to the sender",
         "return": "returned to the sender"}


def title(text):
    print(f"\n{BOLD}{text}{PLAIN}\n{'─' * len(text)}")


def wait_until(condition, what):
    deadline = time.monotonic() + 20
    while not (found := condition()):
        if time.monotonic() > deadline:
            sys.exit(f"The demo waited in vain for {what}. See {FOLDER}/sluisd.log")
        time.sleep(0.05)
    return found


def sluisctl(*arguments):
    command = [FOLDER / "bin" / "sluisctl", "--config", FOLDER / "sluis.toml", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def send(mail):
    """With swaks, a mail client, over STARTTLS and with the person's login. Gives the queue id of the answer."""
    recipients = ",".join(expected["recipient"] for expected in mail["expected"])
    sender = email.utils.parseaddr(mail["from"])[1]
    answer = subprocess.run(
        ["swaks", "--server", "127.0.0.1:2587", "--tls", "--auth", "PLAIN", "--auth-user", mail["login"],
         "--auth-password", f"welkom-{mail['login']}", "--from", sender, "--to", recipients, "--data", f"@{MAILS / mail['file']}"],
        capture_output=True, text=True)
    queued = re.search(r"250 2\.0\.0 queued as (\w+)", answer.stdout)
    if not queued:
        sys.exit(f"swaks could not send {mail['file']}:\n{answer.stdout}{answer.stderr}")
    return queued.group(1)


def decisions_of(queue_id):
    shown = json.loads(sluisctl("queue", "show", queue_id, "--json"))
    return shown["decisions"] if shown.get("decisions") else None


def show_decision(decision, expected):
    outcome = decision["outcome"]
    label = f", {decision['label']}" if decision.get("label") and outcome == "share" else ""
    print(f"  {decision['recipient']}: {BOLD}{WORDS.get(outcome, outcome)}{label}{PLAIN}")
    for step in decision["path"]:
        about = f" ({step['about']})" if step.get("about") else ""
        print(f"    {DIM}{step['question']}{about}: {step['answer']} – {step['because']}{PLAIN}")
    if not outcome.startswith(expected["outcome"]):
        sys.exit(f"The manifest expects {expected['outcome']} here.")


def kept_mails():
    return sorted((FOLDER / "mailbox").glob("*.eml"))


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def texts(message):
    return "\n".join(part.get_content() for part in message.walk() if part.get_content_type() == "text/plain")


class Browser:
    """What a recipient's browser does here: keeps cookies, follows links, sends forms."""

    def __init__(self):
        context = ssl.create_default_context(cafile=FOLDER / "tls" / "certificate.pem")
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context),
                                                  urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.opener.addheaders = [("Origin", "https://localhost:8443")]
        self.url = self.page = None

    def get(self, url):
        return self._take(self.opener.open(urllib.parse.urljoin(self.url or url, url)))

    def submit(self, action_part, **fields):
        """Sends the first form whose action bears these letters, its hidden fields included."""
        for form in re.findall(r"<form.*?</form>", self.page, re.S):
            action = re.search(r'action="([^"]*)"', form)
            target = action.group(1) if action else self.url
            if action_part not in target:
                continue
            values = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
            values |= fields
            return self._take(self.opener.open(urllib.parse.urljoin(self.url, target), urllib.parse.urlencode(values).encode()))
        sys.exit(f"No form for {action_part!r} at {self.url}")

    def _take(self, response):
        self.url, body = response.geturl(), response.read()
        self.page = body.decode("utf-8", "replace")
        return response, body


def main():
    manifest = tomllib.loads((MAILS / "MANIFEST.toml").read_text())["mail"]
    title("Staff send their mails as they always do")
    for mail in manifest:
        queue_id = send(mail)
        print(f"\n{BOLD}{mail['what']}{PLAIN}  {DIM}({mail['file']}, {queue_id}){PLAIN}")
        found = wait_until(lambda: decisions_of(queue_id), f"the decision about {mail['file']}")
        for decision, expected in zip(found, mail["expected"]):
            show_decision(decision, expected)
    wait_until(lambda: not any(message["waiting"] for message in json.loads(sluisctl("queue", "list", "--json"))["messages"]),
               "the last mail to leave")

    title("What left")
    for path in kept_mails():
        message = read(path)
        print(f"  {path.name}  to {message['X-Envelope-To']}: {message['Subject']}")

    title("A judge gets this in place of the document")
    notice = next(message for message in map(read, kept_mails()) if "jan.rechter" in message["X-Envelope-To"])
    print("\n".join("  │ " + line for line in texts(notice).strip().splitlines()))
    open_link(re.search(r"https://localhost:8443/d/\S+", texts(notice)).group(0))

    title("What the sender sees")
    print(sluisctl("shares", "list"))


def open_link(link):
    title("And opens it")
    already = len(kept_mails())
    judge = Browser()
    judge.get(link)
    print("  The link shows a landing page. Nothing is opened yet, so a scanner that follows links opens nothing.")
    judge.submit("/d/")
    judge.submit("/toegang/code-vragen")
    code_mail = wait_until(lambda: [m for m in map(read, kept_mails()[already:]) if "jan.rechter" in m["X-Envelope-To"]], "the code")[0]
    code = re.search(r"^\s*(\d[\d ]{4,9}\d)\s*$", texts(code_mail), re.M).group(1)
    print("  The judge asks for a code. It comes in a second mail, and opens the page with the documents.")
    judge.submit("/toegang/code", code=code)
    response, document = judge.submit("/document/", hoe="bewaren")
    print(f"  Opened: {response.headers.get_content_type()}, {len(document)} octets. The sender sees it at once.")


if __name__ == "__main__":
    main()
