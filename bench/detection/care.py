"""Mails and documents of youth care that are about somebody, each with what the detectors must find in it.

Invented people; national numbers have a day counter of 970 or more, which is practically never issued. Half of the
templates are held out: the rules were not tuned on them (`held_out`).
"""
from bench.detection import documents
from bench.detection.office import DAYS, MONTHS, ORGANISATIONS, STREETS, TOWNS, Office, message

CHILDREN = """Lotte Yassine Milan Emma Noor Jasper Amina Robbe Fien Bilal Zoë Senne Hanne Mohamed Elif Kobe Jana Mila Anas Wout Zeynep Stan Lina
Oskar Ilyas Febe Daan Malak Seppe Nina Dawid Alina Ömer Juliette""".split()
SURNAMES = """Peeters|Janssens|El Amrani|De Smet|Vandenberghe|Yilmaz|Van den Broeck|Claeys|Benali|Kowalczyk|Verlinden|Popescu|Demirci|Maes|
Bouzid|De Wilde|Coppens|Van Acker|Lemmens|Ionescu|Wouters|D'Hondt|Bah|Naert""".replace("\n", "").split("|")


def national_number(o, year=None):
    r = o.random
    year = year or r.choice([1978, 1985, 2006, 2009, 2011, 2014, 2016, 2019])
    month, day, counter = r.randint(1, 12), r.randint(1, 28), r.randint(970, 997)
    nine = f"{year % 100:02}{month:02}{day:02}{counter:03}"
    check = 97 - int(("2" if year >= 2000 else "") + nine) % 97
    form = o.pick(["{a}.{b}.{c}-{d}.{e}", "{a}{b}{c}-{d}-{e}", "{a} {b} {c} {d} {e}", "{a}{b}{c} {d} {e}", "{a}/{b}/{c}-{d}.{e}", "{a}.{b}.{c}–{d}.{e}"])
    return form.format(a=nine[0:2], b=nine[2:4], c=nine[4:6], d=nine[6:9], e=f"{check:02}"), nine + f"{check:02}"


class Care(Office):
    def child(self):
        given, surname = self.pick(CHILDREN), self.pick(SURNAMES)
        return {"given": given, "surname": surname, "full": f"{given} {surname}", "turned": f"{surname} {given}", "upper": f"{surname.upper()}, {given}",
                "initials": f"{given[0]}.{surname[0]}."}

    def birth(self):
        r = self.random
        day, month, year = r.randint(1, 28), r.randint(1, 12), r.randint(2006, 2020)
        return self.pick([f"{day:02}/{month:02}/{year}", f"{day}-{month}-{year}", f"{day} {MONTHS[month - 1]} {year}", f"{day:02}.{month:02}.{year}"])

    def address(self):
        return f"{self.pick(STREETS)} {self.random.randint(1, 150)}{self.pick(['', ' bus 3', 'A'])}, {self.pick(TOWNS)}"


# Text, what must be found of it, and whether it is held out. A name in braces is filled in; "{c[full]}" is the child's.
TEMPLATES = [
    ("Beste\n\nIn bijlage het dossier van {c[full]} (RRN {rrn}).\n\nGroeten\nAn", ["rrn"], False),
    ("Rijksregisternummer: {rrn}\nNaam: {c[full]}\nOpname op {date}.", ["rrn"], True),
    ("De gegevens van de nieuwe jongere: {rrn}, start op {date}.", ["rrn"], False),
    ("INSZ {bare} graag aanvullen in het dossier.", ["rrn"], True),
    ("{c[full]} (°{birth}) verblijft sinds maart in leefgroep De Wissel.", ["name.birth_date"], False),
    ("{c[turned]}, geboren op {birth} te Gent, woont bij haar grootmoeder.", ["name.birth_date"], False),
    ("{c[upper]}\ngeboortedatum: {birth}\nleefgroep 2", ["name.birth_date"], True),
    ("Het gaat om {c[full]}, geb. {birth}, die morgen bij jullie start.", ["name.birth_date"], True),
    ("{c[initials]} (°{birth}) is aangemeld bij het OCJ.", ["birth_date"], False),
    ("Aanmelding: jongen, geboren op {birth}, thuissituatie onveilig.", ["birth_date"], True),
    ("{c[full]}\n{address}\n\nWe verwachten het gezin op {date}.", ["name.address"], False),
    ("{c[full]} woont sinds kort in de {address}.", ["name.address"], True),
    ("Mama van {c[given]} verhuist naar {address}. Ze belt ons {day}.", ["word.person"], False),
    ("De diagnose van {c[full]} is bevestigd door de kinderpsychiater.", ["word.health"], False),
    ("Bij {c[full]} werd autisme vastgesteld; de school is op de hoogte.", ["word.health"], True),
    ("{c[given]} heeft gisteren opnieuw aan zelfverwonding gedaan. We brachten haar naar spoed.", ["word.health"], False),
    ("Vannacht sprak {c[given]} over zelfmoord. De nachtbegeleider bleef bij hem.", ["word.health"], True),
    ("We starten met rilatine bij {c[full]}; graag opvolgen.", ["word.health"], True),
    ("De jeugdrechter besliste dat {c[full]} langer bij ons blijft.", ["word.justice"], False),
    ("{c[given]} is vannacht weggelopen en nog niet terug. De politie is verwittigd.", ["word.justice"], False),
    ("Tegen {c[full]} loopt een onderzoek wegens slagen en verwondingen.", ["word.justice"], True),
    ("{c[full]} werd door haar stiefvader mishandeld; het VK is ingelicht.", ["word.family"], False),
    ("Er zijn signalen van verwaarlozing bij {c[full]} en zijn broer.", ["word.family"], True),
    ("De plaatsing van {c[full]} in een pleeggezin start op {date}.", ["word.family"], True),
    ("Ik sprak vandaag met de moeder van {c[given]} over het bezoek.", ["word.person"], False),
    ("Cliënt {c[full]} komt {day} niet naar de afspraak.", ["word.person"], False),
    ("De jongere {c[given]} wil graag van leefgroep veranderen.", ["word.person"], True),
    ("Kind: {c[full]}\nAanmelder: CLB", ["word.person"], True),
    ("Handelingsplan {c[full]}\n\nDoelstellingen voor de volgende periode", ["word.document"], False),
    ("Evolutieverslag van {c[full]}, periode september tot november", ["word.document"], True),
    ("Hierbij het groeiplan - {c[turned]}", ["word.document"], True),
    ("Intakeverslag {c[given]}: eerste indrukken", ["word.document"], False),
    ("Gelieve het zakgeld te storten op {iban}, op naam van {c[full]}.", ["iban.person"], False),
    ("Rekeninghouder: {c[full]}\nRekening: {iban}", ["iban.person"], True),
    ("Identiteitskaart nr. {card} van {c[full]} is verlopen.", ["eid_card"], False),
    ("De loonfiche van {c[full]} is niet correct.", ["word.staff"], False),
    ("{c[full]} is arbeidsongeschikt tot {date}.", ["word.staff"], True),
    ("Le jeune {c[given]} a fugué hier soir.", ["word.person"], False),
    ("{c[full]}, né le {birth}, réside chez sa tante.", ["name.birth_date"], True),
    ("Le juge de la jeunesse a ordonné le placement de {c[full]}.", ["word.justice"], True),
]

# Where several persons must be counted (S0.29).
SEVERAL = [
    ("Melding ernstige gebeurtenis\n\n{c[full]} sloeg {d[full]} in de leefgroep. Er was agressie en een bedreiging; {e[full]} werd geraakt en kreeg slagen en verwondingen.", 2, False),
    ("Verslag van het incident: {c[full]} (°{birth}) en {d[full]} (°{birth2}) liepen samen weg.", 2, False),
    ("Betrokkenen: {rrn} en {rrn2}. Beiden zijn gehoord.", 2, True),
    ("Jongere {c[full]} en jongere {d[full]} hebben ruzie gemaakt.", 2, True),
]


def filled(o, text):
    (rrn, digits), (rrn2, _) = national_number(o), national_number(o)
    c, d, e = o.child(), o.child(), o.child()
    while d["given"] == c["given"] or d["surname"] == c["surname"]:
        d = o.child()
    card = o.random.randint(5_900_000_000, 5_999_999_999)
    number = f"{card}{card % 97 or 97:02}"
    return text.format(c=c, d=d, e=e, rrn=rrn, rrn2=rrn2, bare=digits, birth=o.birth(), birth2=o.birth(), address=o.address(), date=o.date(), day=o.pick(DAYS),
                       iban=o.iban(), card=f"{number[:3]}-{number[3:10]}-{number[10:]}")


def around(o, text):
    """The same words as a mail, within ordinary talk, or as a document of one of four kinds."""
    sender, receiver = o.person(), o.person()
    how = o.random.randint(0, 5)
    if how == 0:
        return message(o, sender, receiver, "Vraag", f"Beste {receiver[0]}\n\n{o.sentences(2, 0)}\n\n{text}\n\n{o.sentences(1, 0)}\n\nGroeten\n{o.signature(sender, o.pick(ORGANISATIONS), 'huisterlinde.example')}\n")
    if how == 1:
        return message(o, sender, receiver, "RE: vraag", f"Dag {receiver[0]}\n\nIn orde.\n\nMvg\n{sender[0]}\n\n" + o.quoted(receiver, sender, f"Dag {sender[0]}\n\n{text}\n\nGroeten\n{receiver[0]}\n"))
    if how == 2:
        return message(o, sender, receiver, "Stukken", "Zie bijlage.\n", None, [("stuk.docx", documents.docx(text + "\n\n" + o.sentences(3, 0)), "application", "vnd.openxmlformats-officedocument.wordprocessingml.document")])
    if how == 3:
        return message(o, sender, receiver, "Stukken", "Zie bijlage.\n", None, [("stuk.pdf", documents.pdf(text), "application", "pdf")])
    if how == 4 and "\n" not in text:
        return message(o, sender, receiver, text[:180], "Kan je dit bekijken?\n")
    return message(o, sender, receiver, "Vraag", f"{text}\n")


def table(o):
    """A list of clients with headings, in one of their usual forms."""
    heads = o.pick([["Naam", "Voornaam", "Geboortedatum"], ["Voornaam", "Familienaam", "Geboortedatum", "Leefgroep"], ["Jongere", "Geboortedatum", "Consulent"],
                    ["Naam", "Voornaam", "Adres", "Gemeente"], ["Rijksregisternummer", "Naam", "Voornaam"]])
    rows = [heads]
    for _ in range(o.random.randint(2, 9)):
        c = o.child()
        rows.append([{"Naam": c["surname"], "Familienaam": c["surname"], "Voornaam": c["given"], "Jongere": c["turned"], "Geboortedatum": o.birth(), "Leefgroep": "De Wissel",
                      "Consulent": "J.", "Adres": f"{o.pick(STREETS)} {o.random.randint(1, 99)}", "Gemeente": o.pick(TOWNS), "Rijksregisternummer": national_number(o)[1]}[h] for h in heads])
    found = "rrn" if "Rijksregisternummer" in heads else "name.address" if "Adres" in heads else "name.birth_date"
    how = o.random.randint(0, 2)
    attached = [("lijst.xlsx", documents.xlsx(rows), "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("lijst.docx", documents.docx_table(rows), "application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
                ("lijst.csv", "\n".join(";".join(row) for row in rows).encode(), "text", "csv")][how]
    return message(o, o.person(), o.person(), "Lijst", "Zie bijlage.\n", None, [attached]), [found], len(rows) - 1


def mails(count, seed):
    """Tuples of name, held out, mail, detectors that must be found, least number of persons."""
    o = Care(seed)
    for number in range(count):
        at = number % (len(TEMPLATES) + 2 * len(SEVERAL) + 5)
        if at < len(TEMPLATES):
            text, found, held = TEMPLATES[at]
            yield f"text-{at}", held, around(o, filled(o, text)), found, 0
        elif at < len(TEMPLATES) + 2 * len(SEVERAL):
            text, persons, held = SEVERAL[at % len(SEVERAL)]
            yield f"several-{at % len(SEVERAL)}", held, around(o, filled(o, text)), [], persons
        else:
            mail, found, persons = table(o)
            yield "table", False, mail, found, min(persons, 2)
