"""Draws pages of Dutch text as a scanner or a telephone would make them, and wraps them as the files that people send.

All is drawn from a seed: the same cases in each run. Names, texts and numbers are invented; counters are 970 or above.
"""
import dataclasses
import io
import random
import zipfile

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "serif": "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "arial": "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "italic": "/usr/share/fonts/truetype/liberation/LiberationSerif-Italic.ttf",
    "typewriter": "/usr/share/fonts/opentype/courier-prime/Courier Prime.otf",
    "hand": "/usr/share/fonts/opentype/comic-neue/ComicNeue-Regular.otf",
}
CURSIVE = "/usr/share/fonts/opentype/dancingscript/DancingScript-Regular.otf"

SENTENCES = (
    "Het gesprek vond plaats op school, in het bijzijn van de zorgcoördinator.", "We spraken af om elkaar over zes weken terug te zien.",
    "De thuissituatie is de voorbije maanden rustiger geworden.", "Moeder vraagt meer steun bij het opstaan en bij het huiswerk.",
    "De leerkracht merkt dat de aandacht in de namiddag snel afneemt.", "Er is nood aan een vaste begeleider voor de weekends.",
    "Het team stelt voor om de begeleiding met drie maanden te verlengen.", "De afspraken van vorige keer werden goed opgevolgd.",
    "Vader kon niet aanwezig zijn en wordt later op de hoogte gebracht.", "Een volgend verslag volgt na de evaluatie in het voorjaar.",
    "Over de vakantieregeling bestaat nog geen akkoord.", "De broer verblijft sinds enige tijd bij de grootouders.",
)


def national_number(random_):
    """Eleven digits: somebody born between 1950 and 2024 who does not exist."""
    year, month, day = random_.randint(1950, 2024), random_.randint(1, 12), random_.randint(1, 28)
    first = f"{year % 100:02}{month:02}{day:02}{random_.randint(970, 997):03}"
    return first + f"{97 - (int(first) + (2_000_000_000 if year >= 2000 else 0)) % 97:02}"


# How the number is written where it is certain evidence: with its separators, or beside a label.
def _forms(n):
    a, b, c, s, k = n[:2], n[2:4], n[4:6], n[6:9], n[9:]
    return {
        "official": f"{a}.{b}.{c}-{s}.{k}", "dashes": f"{a}{b}{c}-{s}-{k}", "two-dashes": f"{a}.{b}.{c}-{s}-{k}",
        "slashes": f"{a}/{b}/{c}-{s}.{k}", "dots": f"{a}.{b}.{c}.{s}.{k}", "labelled": f"Rijksregisternummer: {n}",
        "labelled-spaces": f"INSZ: {a}{b}{c} {s} {k}", "labelled-rr": f"RRN {a} {b} {c} {s} {k}",
        "sentence": f"met rijksregisternummer {a}.{b}.{c}-{s}.{k}, sinds maart",
    }


FORMS = tuple(_forms("87041298723"))
WRAPS = ("png", "jpeg", "tiff", "pdf", "pdf-pages", "docx")


@dataclasses.dataclass(frozen=True)
class Case:
    """One page with one number, and how it came to be a file."""
    name: str
    form: str
    font: str
    points: float
    dpi: int = 300
    wrap: str = "png"
    bilevel: bool = False
    noise: int = 0
    jpeg_quality: int = 0
    skew: float = 0
    quarters: int = 0
    blur: float = 0
    full_page: bool = False
    number: str = ""


def lines_of(case, random_):
    """The words of the page, the line with the number somewhere among them."""
    count = 40 if case.full_page else 9
    lines = [random_.choice(SENTENCES) for _ in range(count)]
    number = _forms(case.number)[case.form]
    lines[random_.randint(1, count - 2)] = number if number[0].isalpha() and case.form != "sentence" else f"Betreft {number}"
    return lines


def draw(case, random_):
    """The page in grey, as it lies on the glass."""
    font = ImageFont.truetype(FONTS[case.font], round(case.points * case.dpi / 72))
    width = round(8.27 * case.dpi)
    height = round(11.69 * case.dpi) if case.full_page else round((2 * 0.6 + 9 * case.points * 1.5 / 72) * case.dpi)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    y = round(0.6 * case.dpi)
    for line in lines_of(case, random_):
        pen.text((round(0.9 * case.dpi), y), line, font=font, fill=random_.randint(0, 50))
        y += round(case.points * 1.5 * case.dpi / 72)
    return page


def worn(page, case, random_):
    """What the glass, the lens and the file make of it."""
    if case.skew:
        page = page.rotate(case.skew, expand=True, fillcolor=255, resample=Image.BICUBIC)
    if case.blur:
        page = page.filter(ImageFilter.GaussianBlur(case.blur))
    if case.noise:
        page = ImageChops.add(page, Image.effect_noise(page.size, case.noise), 1, -128)
    if case.bilevel:
        page = page.point(lambda grey: 255 if grey > 150 else 0)
    if case.jpeg_quality:
        octets = io.BytesIO()
        page.save(octets, "JPEG", quality=case.jpeg_quality)
        page = Image.open(octets).convert("L")
    return page.rotate(90 * case.quarters, expand=True) if case.quarters else page


def _saved(page, kind, dpi, **more):
    octets = io.BytesIO()
    page.save(octets, kind, dpi=(dpi, dpi), **more)
    return octets.getvalue()


def _blank_like(page):
    other = Image.new("L", page.size, 255)
    font = ImageFont.truetype(FONTS["arial"], max(12, page.size[0] // 60))
    ImageDraw.Draw(other).text((page.size[0] // 9, page.size[1] // 3), "Bijlage: zie volgende bladzijde", font=font, fill=0)
    return other


_CONTENT_TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                  '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
                  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                  'wordprocessingml.document.main+xml"/></Types>')


def docx_with(picture):
    """A Word document with a few lines of text and a picture."""
    text = "".join(f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>" for sentence in SENTENCES)
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _CONTENT_TYPES)
        file.writestr("word/document.xml", '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
                      f'wordprocessingml/2006/main"><w:body>{text}</w:body></w:document>')
        file.writestr("word/media/image1.png", picture)
    return octets.getvalue()


def wrapped(page, case):
    """(file's extension, octets)."""
    if case.wrap == "png":
        return "png", _saved(page, "PNG", case.dpi)
    if case.wrap == "jpeg":
        return "jpg", _saved(page, "JPEG", case.dpi, quality=case.jpeg_quality or 80)
    if case.wrap == "tiff":
        bits = page.convert("1") if case.bilevel else page
        return "tif", _saved(bits, "TIFF", case.dpi, compression="group4" if case.bilevel else "tiff_lzw",
                             save_all=True, append_images=[_blank_like(page).convert(bits.mode)])
    if case.wrap == "pdf":
        return "pdf", _saved_pdf([page], case.dpi)
    if case.wrap == "pdf-pages":
        return "pdf", _saved_pdf([_blank_like(page), page], case.dpi)
    return "docx", docx_with(_saved(page, "PNG", case.dpi))


def _saved_pdf(pages, dpi):
    octets = io.BytesIO()
    pages[0].save(octets, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return octets.getvalue()


def make(case, folder):
    """Writes the case's file, and returns its path."""
    random_ = random.Random(case.name)
    extension, octets = wrapped(worn(draw(case, random_), case, random_), case)
    path = folder / f"{case.name}.{extension}"
    path.write_bytes(octets)
    return path


def legible_cases(count, dpi_choices=(300,), seed="leesbaar", full_pages=False):
    """Scans as offices make them: each font, size, form and wrap in turn, the rest by chance."""
    random_ = random.Random(seed)
    cases = []
    for i in range(count):
        worn_by = random_.choice(("nothing", "noise", "jpeg", "bilevel", "blur"))
        cases.append(Case(
            name=f"{seed}-{i:03}", form=FORMS[i % len(FORMS)], font=list(FONTS)[i % len(FONTS)], points=random_.choice((9, 10, 11, 12, 14)),
            dpi=random_.choice(dpi_choices), wrap=WRAPS[(i + i // len(FONTS)) % len(WRAPS)], bilevel=worn_by == "bilevel",
            noise=random_.choice((10, 20)) if worn_by == "noise" else 0, jpeg_quality=random_.choice((40, 60, 75)) if worn_by == "jpeg" else 0,
            blur=0.8 if worn_by == "blur" else 0, skew=random_.choice((0, 0, 0, 0.5, -1, 1.5, -2.5)),
            quarters=random_.choice((0, 0, 0, 0, 0, 1, 2, 3)), full_page=full_pages, number=national_number(random_)))
    return cases


def poor_cases(count, seed="slecht"):
    """Pages at the edge of what a person can read."""
    random_ = random.Random(seed)
    cases = []
    for i in range(count):
        dpi = random_.choice((100, 150, 200))
        cases.append(Case(name=f"{seed}-{i:03}", form=FORMS[i % len(FORMS)], font=list(FONTS)[i % len(FONTS)], points=random_.choice((9, 11)), dpi=dpi,
                          wrap=WRAPS[(i + i // len(FONTS)) % len(WRAPS)], blur=random_.choice((0.4, 0.8, 1.2)) * dpi / 100,
                          noise=random_.choice((10, 25, 40)), skew=random_.choice((0, 4, 9)), number=national_number(random_)))
    return cases
