"""A visitor of the portal: cookies, forms and pages over verified HTTPS, without a browser."""
import dataclasses
import http.cookiejar
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request


@dataclasses.dataclass(frozen=True)
class Page:
    status: int
    url: str
    headers: tuple
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Visitor:
    """Keeps every page it saw in `seen`."""

    def __init__(self, sluis):
        self.base = sluis.portal_url
        context = ssl.create_default_context(cafile=str(sluis.certificate))
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), cookies)
        self.seen = []

    def _open(self, path, fields=None):
        url = urllib.parse.urljoin(self.base + "/", path)
        data = urllib.parse.urlencode(fields).encode("ascii") if fields is not None else None
        request = urllib.request.Request(url, data=data, headers={"Origin": self.base} if data is not None else {})
        try:
            response = self._opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            page = Page(response.status, response.geturl(), tuple(response.headers.items()), response.read())
        self.seen.append(page)
        return page

    def get(self, path):
        return self._open(path)

    def post(self, page, action, **fields):
        """Sends the form of that page whose action ends so, with the fields filled in."""
        for form in re.findall(r"<form.*?</form>", page.text, re.S):
            target = re.search(r'action="([^"]*)"', form)[1]
            if re.fullmatch(action, urllib.parse.urlsplit(target).path):
                hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
                return self._open(target, {**hidden, **fields})
        raise AssertionError(f"no form {action} on {page.url} ({page.status})")

    def log_in(self, login, password, page=None):
        page = page or self.get("/aanmelden")
        return self.post(page, "/aanmelden", login=login, wachtwoord=password)


def link_in(mail):
    """The link of a notice."""
    return re.search(r"https://\S+/d/[A-Za-z0-9_-]+", mail.text)[0]
