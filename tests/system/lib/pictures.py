"""Pictures that are no scans: about nobody, written by hand, or very small. All drawn from a seed."""
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from lib.scans import CURSIVE, FONTS, SENTENCES, national_number


def _save(picture, folder, name, **how):
    path = folder / name
    picture.save(path, **how)
    return path


def _clouds(random_, size, octaves):
    """Shades without edges or with a few: sky, skin, walls, leaves."""
    picture = Image.new("L", size, 128)
    for octave in range(octaves):
        grain = Image.effect_noise((max(2, 4 << octave), max(2, 3 << octave)), 90).resize(size, Image.BICUBIC)
        picture = Image.blend(picture, grain, 0.5 if octave == 0 else 0.35)
    return picture.filter(ImageFilter.GaussianBlur(random_.choice((0.6, 1.2))))


def _photograph(random_, size):
    """Three colours of clouds, with some things in front."""
    picture = Image.merge("RGB", [_clouds(random_, size, random_.randint(2, 7)) for _ in range(3)])
    pen = ImageDraw.Draw(picture)
    for _ in range(random_.randint(3, 25)):
        x, y, r = random_.randint(0, size[0]), random_.randint(0, size[1]), random_.randint(5, size[1] // 4)
        colour = tuple(random_.randint(0, 255) for _ in range(3))
        random_.choice((pen.ellipse, pen.rectangle))((x - r, y - r * random_.random(), x + r, y + r), fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(1))


def without_writing(folder):
    """Photographs, flat drawings, icons, lines and empty pages."""
    random_ = random.Random("beelden")
    paths = []
    for i in range(24):
        size = random_.choice(((640, 480), (1200, 800), (1600, 1200)))
        paths.append(_save(_photograph(random_, size), folder, f"foto-{i:02}.jpg", quality=80))
    for i in range(12):
        picture = Image.new("RGB", (600, 400), (255, 255, 255))
        pen = ImageDraw.Draw(picture)
        for _ in range(random_.randint(2, 12)):
            box = sorted((random_.randint(0, 600), random_.randint(0, 600))), sorted((random_.randint(0, 400), random_.randint(0, 400)))
            pen.rectangle((box[0][0], box[1][0], box[0][1], box[1][1]), outline=(0, 0, 0), fill=tuple(random_.randint(80, 255) for _ in range(3)))
        paths.append(_save(picture, folder, f"vlakken-{i:02}.png"))
    for i in range(12):
        picture = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
        ImageDraw.Draw(picture).ellipse((4, 4, 28, 28), fill=(random_.randint(0, 255), 90, 160, 255))
        ImageDraw.Draw(picture).line((10, 22, 22, 10), fill=(255, 255, 255, 255), width=3)
        paths.append(_save(picture, folder, f"pictogram-{i:02}.png"))
    for i in range(6):
        paths.append(_save(Image.new("L", (1240, 1754), 255 - i), folder, f"leeg-{i:02}.png"))
        paths.append(_save(ImageChops.add(Image.new("L", (1240, 1754), 250), Image.effect_noise((1240, 1754), 8), 1, -128),
                           folder, f"ruis-{i:02}.png"))
    return paths


def with_plain_words(folder):
    """Logos, banners, charts and screens: words about nobody."""
    random_ = random.Random("woorden")
    paths = []
    for i in range(16):
        picture = Image.new("RGB", (900, 260), tuple(random_.randint(0, 255) for _ in range(3)))
        ink = (255, 255, 255) if sum(picture.getpixel((0, 0))) < 380 else (0, 0, 0)
        font = random_.choice(list(FONTS.values()))
        pen = ImageDraw.Draw(picture)
        pen.text((40, 40), random_.choice(("Huis ter Linde", "Nieuwsbrief herfst", "Opendeurdag", "Samen sterk")), font=ImageFont.truetype(font, 80), fill=ink)
        pen.text((40, 170), "www.huisterlinde.example", font=ImageFont.truetype(font, 34), fill=ink)
        paths.append(_save(picture, folder, f"banner-{i:02}.png"))
    for i in range(10):
        picture = Image.new("RGB", (800, 500), (255, 255, 255))
        pen = ImageDraw.Draw(picture)
        font = ImageFont.truetype(FONTS["arial"], 18)
        for bar in range(6):
            top = random_.randint(60, 420)
            pen.rectangle((80 + bar * 110, top, 150 + bar * 110, 450), fill=(60, 110, 190))
            pen.text((85 + bar * 110, 458), str(2020 + bar), font=font, fill=(0, 0, 0))
        pen.text((80, 20), "Aantal aanmeldingen per jaar", font=ImageFont.truetype(FONTS["arial"], 24), fill=(0, 0, 0))
        paths.append(_save(picture, folder, f"grafiek-{i:02}.png"))
    for i in range(10):
        picture = Image.new("RGB", (1024, 400), (250, 250, 250))
        pen = ImageDraw.Draw(picture)
        font = ImageFont.truetype(FONTS["sans"], 13)
        for line, sentence in enumerate(("Bestand   Bewerken   Beeld   Help", "Welkom in het planningsprogramma",
                                         "Kies een zaal en een uur, en klik op Bewaren.", "Zaal Eik      09:00 - 10:30      vrij",
                                         "Zaal Beuk     11:00 - 12:00      bezet")):
            pen.text((20 + i, 20 + 30 * line), sentence, font=font, fill=(20, 20, 20))
        paths.append(_save(picture, folder, f"scherm-{i:02}.png"))
    return paths


def handwritten(folder):
    """Pages in joined, slanted script."""
    random_ = random.Random("handschrift")
    paths = []
    for i in range(6):
        picture = Image.new("L", (1600, 900), 250)
        pen = ImageDraw.Draw(picture)
        for line in range(7):
            text = f"{national_number(random_)} {random_.choice(SENTENCES)}" if line == 3 else random_.choice(SENTENCES)
            pen.text((90, 80 + 105 * line), text, font=ImageFont.truetype(CURSIVE, 46), fill=30)
        picture = picture.transform(picture.size, Image.AFFINE, (1, 0.35, -100, 0.03, 1, 0), fillcolor=250)
        paths.append(_save(picture.filter(ImageFilter.GaussianBlur(1.2)), folder, f"handschrift-{i}.jpg", quality=70))
    return paths


# 3 × 5 pixels for each digit, a dot and a dash: the least in which a person can tell them apart.
_DIGITS = ("111101101101111", "010110010010111", "111001111100111", "111001111001111", "101101111001001", "111100111001111",
           "111100111101111", "111001001010010", "111101111101111", "111101111001111")


def small_numbers(folder):
    """The number in pixels alone, on one line and on three."""
    random_ = random.Random("klein")
    paths = []
    for i, columns in enumerate((11, 11, 11, 4, 4)):
        number = national_number(random_)
        rows = -(-11 // columns)
        picture = Image.new("L", (4 * columns + 1, 6 * rows + 1), 255)
        for at, digit in enumerate(number):
            for bit, on in enumerate(_DIGITS[int(digit)]):
                if on == "1":
                    picture.putpixel((1 + 4 * (at % columns) + bit % 3, 1 + 6 * (at // columns) + bit // 3), 0)
        paths.append(_save(picture, folder, f"klein-{i}.png"))
    for i, size in enumerate((8, 9, 11, 13)):
        picture = Image.new("RGB", (14 * size, 2 * size), (255, 255, 255))
        number = national_number(random_)
        ImageDraw.Draw(picture).text((3, 3), f"{number[:6]}-{number[6:9]}.{number[9:]}", font=ImageFont.truetype(FONTS["arial"], size), fill=(0, 0, 0))
        paths.append(_save(picture, folder, f"tekstje-{i}.png"))
    return paths
