"""National numbers in scans are found, and what cannot be read counts as unreadable. SLUIS_OCR_ALL=1 tries the whole set."""
import functools
import json
import os
import shutil
import subprocess
import tempfile

from PIL import Image, ImageDraw, ImageFont

from lib import pictures, scans
from lib.hiding.pdf import pdf, stream
from lib.paths import BUILD, DEMO

ALL = bool(os.environ.get("SLUIS_OCR_ALL"))


@functools.cache
def patient_settings():
    """Settings without hurry: how fast or how busy the machine is
    says nothing about reading."""
    folder = tempfile.mkdtemp(prefix="sluis-ocr-")
    for file in DEMO.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    with open(os.path.join(folder, "sluis.toml"), "a", encoding="utf-8") as settings:
        settings.write('\n[scan]\ndeadline = "5m"\nocr_time = "30s"\n')
    return os.path.join(folder, "sluis.toml")


def scanned(paths, patient=False):
    """file name → (strongest evidence of a number, why unscannable)."""
    answer = {}
    settings = ["--config", patient_settings()] if patient else []
    for at in range(0, len(paths), 20):
        batch = [str(path) for path in paths[at:at + 20]]
        run = subprocess.run([BUILD / "sluisctl", *settings, "scan", "--json", *batch], capture_output=True, text=True, timeout=900, check=False)
        assert run.returncode in (0, 1, 2), run.stderr
        for file in json.loads(run.stdout)["files"]:
            (document,) = file["documents"]
            strengths = [e["strength"] for e in document["evidence"] if e["detector"].startswith("rrn")]
            answer[os.path.basename(file["file"])] = ("certain" if "certain" in strengths else "strong" if "strong" in strengths else "",
                                                      document.get("unscannable") or file.get("unscannable") or "")
    return answer


def tried(cases, folder, title, patient=False):
    """Cases with what became of each, printed: found, doubted, missed."""
    paths = {scans.make(case, folder).name: case for case in cases}
    found = scanned(sorted(folder / name for name in paths), patient)
    certain = [name for name in paths if found[name][0] == "certain"]
    doubted = [name for name in paths if name not in certain and (found[name][0] or found[name][1])]
    missed = [name for name in paths if name not in certain and name not in doubted]
    print(f"\n{title}: {len(paths)} pages, {len(certain)} found as certain, {len(doubted)} only doubted, {len(missed)} missed in silence")
    for name in doubted + missed:
        print("   ", *found[name], paths[name])
    return certain, doubted, missed


def test_certain_evidence_is_found_in_scans_of_300_dpi(tmp_path, capsys):
    cases = scans.legible_cases(100) + (scans.legible_cases(60, full_pages=True, seed="bladzijden") if ALL else [])
    with capsys.disabled():
        certain, _, missed = tried(cases, tmp_path, "scans at 300 dpi", patient=True)
    assert len(certain) * 100 >= 99 * len(cases)
    assert missed == []


def test_coarser_scans_are_found_or_doubted(tmp_path, capsys):
    cases = scans.legible_cases(300 if ALL else 24, dpi_choices=(200, 240), seed="grof")
    with capsys.disabled():
        certain, _, missed = tried(cases, tmp_path, "scans at 200 and 240 dpi")
    assert len(certain) * 100 >= 95 * len(cases)
    assert missed == []


def test_a_page_that_is_hard_to_read_never_passes_for_read(tmp_path, capsys):
    cases = scans.poor_cases(200 if ALL else 30)
    with capsys.disabled():
        _, _, missed = tried(cases, tmp_path, "pages that are hard to read")
    assert missed == []


def test_handwriting_is_doubted(tmp_path):
    paths = pictures.handwritten(tmp_path)
    found = scanned(paths)
    assert [name for name, (number, unscannable) in found.items() if not number and not unscannable] == []


def test_pictures_without_writing_are_read_and_hold_nothing(tmp_path, capsys):
    paths = pictures.without_writing(tmp_path) + pictures.with_plain_words(tmp_path)
    found = scanned(paths)
    with capsys.disabled():
        print(f"\npictures about nobody: {len(found)}, of which not clean:", {n: f for n, f in found.items() if any(f)})
    assert sum(1 for one in found.values() if any(one)) * 50 <= len(found)


def test_the_smallest_legible_number_is_not_passed_over(tmp_path):
    found = scanned(pictures.small_numbers(tmp_path))
    assert [name for name, (number, unscannable) in found.items() if not number and not unscannable] == []


def shown_twice(sizes):
    """A PDF with one picture of a number, drawn on a page for each size (points)."""
    picture = Image.new("L", (1500, 300), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", 80)
    ImageDraw.Draw(picture).text((60, 100), "RRN 87.04.12-987.23", fill=0, font=font)
    objects = {9: stream("/Type/XObject/Subtype/Image/Width 1500/Height 300/ColorSpace/DeviceGray/BitsPerComponent 8", picture.tobytes())}
    for i, (width, height) in enumerate(sizes):
        objects[20 + i] = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {30 + i} 0 R/Resources<</XObject<</P 9 0 R>>>>>>"
        objects[30 + i] = stream("", f"q {width} 0 0 {height} 72 400 cm /P Do Q".encode())
    objects[2] = f"<</Type/Pages/Kids[{' '.join(f'{20 + i} 0 R' for i in range(len(sizes)))}]/Count {len(sizes)}>>"
    return pdf(objects)


def test_a_picture_that_is_shown_small_and_then_large_is_looked_at_again(tmp_path):
    (tmp_path / "groot.pdf").write_bytes(shown_twice([(10, 2), (450, 90)]))
    (tmp_path / "gelijk.pdf").write_bytes(shown_twice([(450, 90), (450, 90)]))
    found = scanned(sorted(tmp_path.glob("*.pdf")))
    assert found["groot.pdf"][0] == "certain"
    assert found["gelijk.pdf"] == ("certain", "")


HEADER = b"BT /F 8 Tf 20 825 Td (Briefhoofd van de organisatie, een bladzijde) Tj ET "


def pages_with(picture, contents, page="/MediaBox[0 0 595 842]"):
    """A PDF with one picture, and a page for each content, which draws it as /P."""
    objects = {8: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               9: stream(f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/DeviceGray/BitsPerComponent 8",
                         picture.tobytes())}
    for i, content in enumerate(contents):
        objects[20 + i] = (f"<</Type/Page/Parent 2 0 R{page}/Contents {30 + i} 0 R"
                           "/Resources<</Font<</F 8 0 R>>/XObject<</P 9 0 R>>>>>>")
        objects[30 + i] = stream("", content)
    objects[2] = f"<</Type/Pages/Kids[{' '.join(f'{20 + i} 0 R' for i in range(len(contents)))}]/Count {len(contents)}>>"
    return pdf(objects)


def written(width, height, *lines):
    """A grey picture with texts at heights of their own."""
    picture = Image.new("L", (width, height), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", 50)
    for y, text in lines:
        ImageDraw.Draw(picture).text((100, y), text, fill=0, font=font)
    return picture


def as_shapes(picture, scale):
    """What is dark in it as rectangles, as a program draws letters without a font."""
    drawn = bytearray(b"0 g ")
    pixels = picture.load()
    for y in range(picture.height):
        x = 0
        while x < picture.width:
            begin = x
            while x < picture.width and pixels[x, y] < 128:
                x += 1
            if x > begin:
                drawn += b"%.2f %.2f %.2f %.2f re f " % (begin * scale, 600 - y * scale, (x - begin) * scale, scale)
            x += 1
    return bytes(drawn)


def test_a_picture_is_looked_at_again_where_another_part_of_it_shows(tmp_path):
    """A long picture over two pages, under a header in letters; a scan that is cropped; letters drawn over a letterhead."""
    tall = written(1240, 3508, (300, "Gewone tekst zonder iets bijzonders"), (2700, "Rijksregisternummer 87.04.12-987.23"))
    upper, lower = (b"q 595 0 0 1684 0 %d cm /P Do Q " % y + HEADER for y in (-842, 0))
    (tmp_path / "lang.pdf").write_bytes(pages_with(tall, [upper, lower]))
    scan = written(1240, 1754, (300, "Gewone tekst zonder iets bijzonders"), (1500, "Rijksregisternummer 87.04.12-987.23"))
    (tmp_path / "bijgesneden.pdf").write_bytes(pages_with(scan, [b"q 595 0 0 842 0 0 cm /P Do Q"], "/MediaBox[0 0 595 842]/CropBox[0 500 595 842]"))
    blank = Image.new("L", (100, 140), 255)
    letterhead = b"q 595 0 0 842 0 0 cm /P Do Q 0.9 g " + b"".join(b"%d 30 4 4 re f " % (40 + i * 30) for i in range(15)) + b"0 g " + HEADER
    letters = as_shapes(written(1100, 200, (60, "Rijksregisternummer 87.04.12-987.23")), 0.48)
    (tmp_path / "getekend.pdf").write_bytes(pages_with(blank, [letterhead, letterhead + letters]))
    found = scanned(sorted(tmp_path.glob("*.pdf")))
    assert {name: number for name, (number, _) in found.items()} == dict.fromkeys(("lang.pdf", "bijgesneden.pdf", "getekend.pdf"), "certain"), found
