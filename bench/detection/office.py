"""Ordinary office mail without personal data of clients or staff: what must pass untouched.

Every text is put together from many pieces by a seeded generator, so that no two are alike and every run has the same.
People, organisations and numbers are invented; a telephone number, an IBAN or a VAT number has the form of one.
"""
import email.message
import email.policy
import email.utils
import random

from bench.detection import documents

GIVEN = """An Bart Carine Dirk Els Filip Greet Hans Ilse Jan Katrien Luc Marleen Nico Olivia Pieter Ria Stefaan Tine Veerle Wim Yves
Ahmed Fatima Youssef Samira Mehmet Aylin Karim Nadia Piotr Ewa Elena Mihai Sofie Thomas Joke Bram Hilde Koen Lieve Tom Sarah Dries
Evelien Jeroen Kris Liesbeth Maarten Nele Ruben Stijn""".split()
SURNAMES = """Peeters|Janssens|Maes|Jacobs|Mertens|Willems|Claes|Goossens|Wouters|De Smet|Pauwels|Hermans|Michiels|Van den Berghe|De Clercq|
Van Damme|Vermeulen|Desmet|El Amrani|Benali|Yilmaz|Demir|Kowalski|Popescu|Lambrecht|Verhaegen|Coppens|Segers|Aerts|Van Hoof|D'Hondt|
De Backer|Bogaert|Verstraete|Lemmens|Thijs|Cools|Baert|Devos|Stevens""".replace("\n", "").split("|")
ROLES = """directeur|coördinator|stafmedewerker|HR-verantwoordelijke|boekhouder|preventieadviseur|teamcoach|onthaalmedewerker|
projectmedewerker|beleidsmedewerker|administratief medewerker|zorgcoördinator|IT-verantwoordelijke|logistiek medewerker|
maatschappelijk werker|communicatieverantwoordelijke|accountmanager|consulent""".replace("\n", "").split("|")
ORGANISATIONS = """vzw Huis Ter Linde|vzw De Regenboog|Jongerenwerking 't Spoor|Stad Brugaard|OCMW Lindeveld|CLB De Brug|Drukkerij Penne bv|
Kantoorcentrum Noord nv|Schoonmaak Blink bvba|Studiecentrum Welzijn vzw|Cateringbedrijf Smaak|Technische Dienst Huysmans bv|
Energie Plus nv|Basisschool De Ark|Verzekeringen Vast & Zeker|ICT-partner Klik bv|Vormingscentrum De Kade|Sociaal secretariaat Lonis""".replace("\n", "").split("|")
STREETS = "Kerkstraat|Stationsstraat|Molenweg|Grote Markt|Brugsesteenweg|Lindelaan|Nijverheidskaai|Schoolplein|Kapelledreef|Industrieweg".split("|")
TOWNS = "9000 Gent|2000 Antwerpen|3000 Leuven|8500 Kortrijk|1000 Brussel|2800 Mechelen|9300 Aalst|8000 Brugge|3500 Hasselt|2300 Turnhout".split("|")
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
DAYS = "maandag dinsdag woensdag donderdag vrijdag".split()
GREETINGS = ["Beste {given}", "Dag {given}", "Hallo {given}", "Geachte heer {surname}", "Geachte mevrouw {surname}", "Beste collega's",
             "Dag allemaal", "Beste", "Hoi {given}", "Beste {given} en {other}", "Goedemorgen {given}", "Bonjour {given}"]
CLOSINGS = ["Met vriendelijke groeten", "Vriendelijke groeten", "Groeten", "Mvg", "Hartelijke groet", "Alvast bedankt", "Groetjes",
            "Met vriendelijke groet,", "Beste groeten", "Bien à vous"]
DISCLAIMERS = [
    "Dit bericht is vertrouwelijk en enkel bestemd voor de geadresseerde. Hebt u het bij vergissing gekregen, verwijder het dan en laat het ons weten.",
    "Denk aan het milieu voor u deze mail afdrukt.",
    "Ce message est confidentiel. Si vous l'avez reçu par erreur, merci de le supprimer.",
    "Onze privacyverklaring staat op de website. Vragen over uw gegevens? Mail naar privacy@{domain}.", "", "", ""]

SENTENCES = """Kunnen we {day} om {hour} de planning van de leefgroep overlopen?
De begeleiding van nieuwe collega's staat op de agenda van het teamoverleg.
Het verslag van de vorige vergadering vind je op de gedeelde schijf.
De zaal is vrij van {hour} tot {later}; er is plaats voor {number} personen.
Wie volgt de opleiding over trauma en hechting op {date}?
De nieuwe procedure voor een melding van ernstige gebeurtenissen gaat in op {date}.
We hebben {number} reservesleutels nodig voor het gebouw in de {street}.
De offerte bedraagt {amount} euro, btw niet inbegrepen.
Graag een antwoord tegen {date}, dan kunnen we de bestelling doorgeven.
Het attest van de brandweer is binnen; het hangt in de inkomhal.
De jaarlijkse opname van de meterstanden gebeurt {day}.
Volgende week is de printer op de eerste verdieping buiten dienst.
De cijfers over wachttijden in de jeugdhulp staan in het jaarverslag.
Op de studiedag spreekt een jeugdrechter over de nieuwe wetgeving.
Pleegzorg zoekt vrijwilligers voor het infomoment op {date}.
Kan iemand de vuilniszakken buitenzetten op {day}avond?
De subsidieaanvraag moet voor {date} ingediend zijn.
Er komt een werkgroep rond agressie en veiligheid; kandidaten melden zich bij HR.
We drukken {number} folders over kindermishandeling voor de campagne.
De begroting voor {year} sluit met een klein overschot.
De wachtdienst in het weekend verloopt zoals afgesproken.
Bel gerust op {phone} als er iets niet duidelijk is.
De link voor de vergadering: https://vergadering.example/{number}{number}
De handelingsplannen moeten voortaan in het nieuwe sjabloon.
Het dossier van de verbouwing ligt bij de architect.
De verwarming in het lokaal van de crisisopvang wordt {day} nagekeken.
Wij nemen deel aan het onderzoek naar schoolmoeheid bij jongeren.
De catering vraagt of er allergieën zijn bij de deelnemers aan het feest.
Het draaiboek verontrusting is herwerkt, met een stappenplan en contactgegevens van de diensten.
De auto met nummerplaat 1-ABC-{number} moet naar de keuring op {date}.
Het wachtwoord van de wifi voor bezoekers verandert elke maand.
De verlofkalender sluit op {date}; wie nog niets doorgaf, krijgt een herinnering.
Ik ben {day} thuis aan het werk en bereikbaar per mail.
Le rapport annuel sera envoyé avant le {date}.
Bedankt voor het fijne gesprek van {day}.
We vergaderen voortaan elke eerste {day} van de maand.
De nieuwe stoelen zijn geleverd, de factuur volgt.
Ons gezinsfeest gaat door op {date} in {town}.
Zijn er nog punten voor de raad van bestuur?
Het project loopt tot eind {year} en krijgt {amount} euro steun.""".split("\n")

NAMED = """{other_full} licht het nieuwe beleid rond verontrusting toe op de vorming.
Kan {other} de offerte nog eens nakijken?
{other_full} van {organisation} belt je {day} terug.
De vervanging van {other} start op {date}.
{other} en {third} organiseren het personeelsfeest.
Ik geef het door aan {other_full}, onze preventieadviseur.
Volgens {other} zijn er nog {number} stoelen over.
{other} vraagt of het attest van de brandweer al binnen is.
{other} regelt de opname van de podcast over pleegzorg.
{other_full} geeft de opleiding over trauma bij jongeren op {date}.
Proficiat aan {other} met de geboorte van een zoontje!
{other} is vandaag ziek; {third} neemt het onthaal over.
Stuur je mening over het boek van {other_full} over jeugdzorg?""".split("\n")


class Office:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, things):
        return self.random.choice(things)

    def person(self):
        given, surname = self.pick(GIVEN), self.pick(SURNAMES)
        return given, surname

    def phone(self):
        r = self.random
        form = self.pick(["09 {a} {b} {c}", "+32 9 {a} {b} {c}", "0{z} {a} {b} {c}", "04{d} {b} {c} {e}", "+32 (0)2 {a} {b} {c}", "02/{a}.{b}.{c}"])
        return form.format(a=r.randint(200, 999), b=r"%02d" % r.randint(0, 99), c="%02d" % r.randint(0, 99), d=r.randint(70, 99),
                           e="%02d" % r.randint(0, 99), z=r.randint(11, 89))

    def date(self):
        r = self.random
        day, month, year = r.randint(1, 28), r.randint(1, 12), r.choice([2025, 2026, 2027])
        return self.pick([f"{day}/{month:02}/{year}", f"{day} {MONTHS[month - 1]} {year}", f"{day} {MONTHS[month - 1]}", f"{day}.{month}.{year % 100}",
                          f"{year}-{month:02}-{day:02}"])

    def vat(self):
        first = self.random.randint(40_000_000, 79_999_999)
        digits = f"{first:08}{97 - first % 97:02}"
        return f"BE 0{digits[0:3]}.{digits[3:6]}.{digits[6:]}"[:15]

    def iban(self):
        account = self.random.randint(10**9, 10**10 - 1)
        national = f"{account:010}{account % 97 or 97:02}"
        check = 98 - int(national + "111400") % 97
        return f"BE{check:02} {national[0:4]} {national[4:8]} {national[8:12]}"

    def structured(self):
        first = self.random.randint(10**9, 10**10 - 1)
        digits = f"{first:010}{first % 97 or 97:02}"
        return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"

    def fill(self, text, **more):
        r = self.random
        other, third = self.person(), self.person()
        values = dict(day=self.pick(DAYS), hour=f"{r.randint(8, 16)}.{self.pick(['00', '15', '30'])} uur", later=f"{r.randint(17, 20)} uur",
                      number=r.randint(2, 99), date=self.date(), amount=f"{r.randint(1, 40)}.{r.randint(100, 999)},{r.randint(0, 99):02}",
                      year=r.choice([2026, 2027]), street=self.pick(STREETS), town=self.pick(TOWNS), phone=self.phone(), other=other[0],
                      other_full=" ".join(other), third=third[0], organisation=self.pick(ORGANISATIONS), domain="huisterlinde.example")
        values.update(more)
        return text.format(**values)

    def sentences(self, count, named=0.25):
        return " ".join(self.fill(self.pick(NAMED if self.random.random() < named else SENTENCES)) for _ in range(count))

    def paragraphs(self, count, named=0.25):
        return "\n\n".join(self.sentences(self.random.randint(1, 4), named) for _ in range(count))

    def signature(self, person, organisation, domain):
        given, surname = person
        local = f"{given}.{surname.replace(' ', '')}".lower().replace("'", "")
        lines = [f"{given} {surname}", self.pick(ROLES).strip(), organisation, f"{self.pick(STREETS)} {self.random.randint(1, 150)}, {self.pick(TOWNS)}",
                 f"{self.pick(['T', 'Tel.', 'tel:', 'M', 'gsm'])} {self.phone()}", f"{local}@{domain}", f"www.{domain}",
                 f"Ondernemingsnummer {self.vat()}", f"IBAN {self.iban()}", "Werkdagen: ma, di, do"]
        keep = [lines[0]] + [line for line in lines[1:] if self.random.random() < 0.6]
        return "\n".join(keep)

    def header(self, person, domain, other, other_domain):
        local = f"{person[0]}.{person[1].replace(' ', '')}".lower().replace("'", "")
        other_local = f"{other[0]}.{other[1].replace(' ', '')}".lower().replace("'", "")
        return f"{person[0]} {person[1]} <{local}@{domain}>", f"{other[0]} {other[1]} <{other_local}@{other_domain}>"

    def text(self, sender, receiver, organisation, domain):
        greeting = self.pick(GREETINGS).format(given=receiver[0], surname=receiver[1], other=self.pick(GIVEN))
        closing = self.pick(CLOSINGS)
        short = self.random.random() < 0.2
        signature = sender[0] if short else self.signature(sender, organisation, domain)
        comma = self.pick([",", "", ","])
        return f"{greeting}{comma}\n\n{self.body()}\n\n{closing}{'' if closing.endswith(',') else comma}\n{signature}\n\n{self.fill(self.pick(DISCLAIMERS), domain=domain)}\n"

    def body(self):
        return self.paragraphs(self.random.randint(1, 4))

    def quoted(self, sender, receiver, text):
        """An answer below the earlier mail, as clients quote it."""
        date, form = self.date(), self.random.randint(0, 3)
        local = f"{sender[0]}.{sender[1].replace(' ', '')}".lower().replace("'", "")
        if form == 0:
            head = f"Op {self.pick(DAYS)} {date} om {self.random.randint(8, 18)}:{self.random.randint(10, 59)} schreef {sender[0]} {sender[1]} <{local}@huisterlinde.example>:"
            return head + "\n\n" + "\n".join("> " + line for line in text.split("\n"))
        if form == 1:
            head = (f"-----Oorspronkelijk bericht-----\nVan: {sender[0]} {sender[1]} <{local}@huisterlinde.example>\nVerzonden: {date} 10:12\n"
                    f"Aan: {receiver[0]} {receiver[1]}\nCC: {' '.join(self.person())}; {' '.join(self.person())}\nOnderwerp: RE: planning")
        elif form == 2:
            head = f"________________________________\nFrom: {sender[1]} {sender[0]}\nSent: {date}\nTo: {receiver[1]} {receiver[0]}\nSubject: Re: planning"
        else:
            head = f"Le {date}, {sender[0]} {sender[1]} a écrit :"
        return head + "\n\n" + text


def message(office, sender, receiver, subject, plain, html=None, attachments=(), calendar=None, more_to=()):
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    from_, to = office.header(sender, "huisterlinde.example", receiver, office.pick(["deregenboog.example", "huisterlinde.example", "brug.example"]))
    mail["From"], mail["To"], mail["Subject"] = from_, ", ".join([to, *more_to]), subject
    mail["Date"] = "Mon, 16 Nov 2026 09:15:00 +0100"
    mail["Message-ID"] = f"<{office.random.getrandbits(64):x}@huisterlinde.example>"
    mail.set_content(plain)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    if calendar is not None:
        mail.add_alternative(calendar, subtype="calendar", params={"method": "REQUEST"})
    for name, octets, maintype, subtype in attachments:
        mail.add_attachment(octets, maintype=maintype, subtype=subtype, filename=name)
    return fixed(mail.as_bytes(), office)


def fixed(octets, office):
    """The library draws boundaries of its own: the same run must give the same octets."""
    import re
    for found in dict.fromkeys(re.findall(rb'boundary="(=+\d+==)"', octets)):
        octets = octets.replace(found, b"===============%016x==" % office.random.getrandbits(64))
    return octets


def as_html(text):
    body = "".join(f"<p>{part}</p>" for part in text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>").split("<br><br>"))
    return f"<html><head><style>p {{ margin: 0 }}</style></head><body>{body}</body></html>"


def thread(o):
    sender, receiver = o.person(), o.person()
    organisation = o.pick(ORGANISATIONS)
    text = o.text(sender, receiver, organisation, "huisterlinde.example")
    for _ in range(o.random.randint(1, 4)):
        sender, receiver = receiver, sender
        text = o.text(sender, receiver, organisation, "huisterlinde.example") + "\n" + o.quoted(receiver, sender, text)
    return message(o, sender, receiver, o.pick(["RE: planning", "Antw: offerte", "FW: vraag", "RE: RE: overleg"]), text, as_html(text) if o.random.random() < 0.5 else None)


def simple(o):
    sender, receiver = o.person(), o.person()
    text = o.text(sender, receiver, o.pick(ORGANISATIONS), "huisterlinde.example")
    logo = [("logo.png", documents.png(o.random.randint(80, 200), 60, o.random), "image", "png")] if o.random.random() < 0.3 else []
    return message(o, sender, receiver, o.sentences(1, 0)[:60], text, as_html(text) if o.random.random() < 0.4 else None, logo)


def invoice_text(o):
    seller, buyer = o.pick(ORGANISATIONS), o.pick(ORGANISATIONS)
    lines = "\n".join(f"{o.random.randint(1, 20)} x artikel {o.random.randint(10000, 99999)}-{o.random.randint(10, 99)}\t{o.random.randint(5, 300)},{o.random.randint(0, 99):02} EUR"
                      for _ in range(o.random.randint(2, 12)))
    return (f"{seller}\n{o.pick(STREETS)} {o.random.randint(1, 99)}\n{o.pick(TOWNS)}\nBTW {o.vat()}\nIBAN {o.iban()} BIC GEBABEBB\n\n"
            f"Factuuradres: {buyer}\nt.a.v. {' '.join(o.person())}\n{o.pick(STREETS)} {o.random.randint(1, 99)}, {o.pick(TOWNS)}\n\n"
            f"Factuur {o.random.randint(20260000000, 20269999999)}\nDatum: {o.date()}\nVervaldatum: {o.date()}\nKlantnummer {o.random.randint(10**5, 10**9)}\n"
            f"Uw referentie: {o.random.randint(10**7, 10**11)}\n\n{lines}\n\nTotaal: {o.random.randint(100, 9999)},{o.random.randint(0, 99):02} EUR\n"
            f"Gestructureerde mededeling: {o.structured()}\n")


def invoice(o):
    sender, receiver = o.person(), o.person()
    text = invoice_text(o)
    kind = o.pick(["pdf", "docx", "text"])
    attached = {"pdf": [("factuur.pdf", documents.pdf(text), "application", "pdf")],
                "docx": [("factuur.docx", documents.docx(text), "application", "vnd.openxmlformats-officedocument.wordprocessingml.document")],
                "text": []}[kind]
    plain = text if kind == "text" else o.text(sender, receiver, o.pick(ORGANISATIONS), "huisterlinde.example")
    return message(o, sender, receiver, "Factuur " + str(o.random.randint(1000, 9999)), plain, None, attached)


def newsletter(o):
    items = "\n\n".join(f"{o.pick(['In de kijker', 'Vorming', 'Nieuws uit de sector', 'Agenda', 'Vacature', 'Interview', 'Onderzoek'])}\n{o.paragraphs(1, 0.4)}\nLees meer: https://nieuws.example/{o.random.randint(100, 999)}"
                        for _ in range(o.random.randint(3, 7)))
    extra = o.pick(["Directeur {a} over de toekomst van de jeugdhulp: \"We willen minder plaatsingen en meer hulp thuis.\"",
                    "Auteur {a} schreef een boek over leven met autisme.", "In de podcast praat {a} met een jeugdrechter over verontrusting.", ""])
    text = f"Nieuwsbrief {o.pick(MONTHS)} 2026\n\n{items}\n\n{extra.format(a=' '.join(o.person()))}\n\nUitschrijven? Klik hier: https://nieuws.example/uit\n{o.pick(ORGANISATIONS)}, {o.pick(STREETS)} 12, {o.pick(TOWNS)}"
    return message(o, o.person(), o.person(), "Nieuwsbrief " + o.pick(MONTHS), text, as_html(text))


def invitation(o):
    organiser, guests = o.person(), [o.person() for _ in range(o.random.randint(1, 6))]
    attendees = "".join(f"ATTENDEE;CN={g} {s};ROLE=REQ-PARTICIPANT:mailto:{g.lower()}.{s.replace(' ', '').lower()}@huisterlinde.example\r\n" for g, s in guests)
    where = f"Vergaderzaal {o.random.randint(1, 9)}"
    calendar = (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:{o.random.getrandbits(100):x}\r\nDTSTAMP:20261116T080000Z\r\n"
                f"DTSTART:20261{o.random.randint(201, 228)}T090000Z\r\nDTEND:20261230T100000Z\r\nORGANIZER;CN={organiser[0]} {organiser[1]}:mailto:org@huisterlinde.example\r\n"
                f"{attendees}SUMMARY:{o.pick(['Teamoverleg', 'Opvolging verbouwing', 'Intervisie', 'Stuurgroep', 'Functiebeschrijvingen'])}\r\n"
                f"DESCRIPTION:{o.sentences(2, 0)}\r\nLOCATION:{where}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    return message(o, organiser, guests[0], "Uitnodiging: overleg", f"Uitnodiging voor overleg in {where}\n\n{o.sentences(2, 0)}\n", None, (), calendar)


def minutes(o):
    people = [o.person() for _ in range(o.random.randint(3, 9))]
    names = ", ".join(f"{g} {s}" + (f" ({o.pick(ROLES).strip()})" if o.random.random() < 0.3 else "") for g, s in people)
    points = "\n\n".join(f"{i}. {o.pick(['Gebouwen', 'Personeel', 'Financiën', 'Vorming', 'Kwaliteit', 'Varia', 'Veiligheid', 'ICT'])}\n{o.sentences(o.random.randint(2, 5), 0.3)}"
                         + (f"\nActie: {o.pick(people)[0]} tegen {o.date()}" if o.random.random() < 0.5 else "") for i in range(1, o.random.randint(3, 8)))
    text = (f"Verslag {o.pick(['teamvergadering', 'werkgroep', 'raad van bestuur', 'directiecomité', 'ondernemingsraad'])} {o.date()}\n\nAanwezig: {names}\n"
            f"Verontschuldigd: {' '.join(o.person())}\nVerslaggever: {' '.join(people[0])}\n\n{points}\n\nVolgende vergadering: {o.date()} om 9.30 uur\n")
    sender, receiver = people[0], people[1]
    plain = o.text(sender, receiver, o.pick(ORGANISATIONS), "huisterlinde.example")
    if o.random.random() < 0.3:
        return message(o, sender, receiver, "Verslag vergadering", text)
    return message(o, sender, receiver, "Verslag vergadering", plain, None, [("verslag.docx", documents.docx(text), "application", "vnd.openxmlformats-officedocument.wordprocessingml.document")])


def contact_list(o):
    rows = [o.pick([["Organisatie", "Contactpersoon", "Telefoon", "E-mail"], ["Dienst", "Adres", "Telefoon", "Verantwoordelijke"],
                    ["Leverancier", "Product", "Telefoon", "E-mail", "BTW"], ["Naam", "Functie", "Telefoon", "E-mail"]])]
    for _ in range(o.random.randint(4, 25)):
        g, s = o.person()
        row = []
        for head in rows[0]:
            row.append({"Organisatie": o.pick(ORGANISATIONS), "Dienst": o.pick(ORGANISATIONS), "Leverancier": o.pick(ORGANISATIONS), "Telefoon": o.phone(), "BTW": o.vat(),
                        "Contactpersoon": f"{g} {s}", "Verantwoordelijke": f"{g} {s}", "Naam": f"{g} {s}", "Functie": o.pick(ROLES).strip(), "Product": "papier A4",
                        "E-mail": f"{g.lower()}.{s.replace(' ', '').lower()}@organisatie.example", "Adres": f"{o.pick(STREETS)} {o.random.randint(1, 99)}, {o.pick(TOWNS)}"}[head])
        rows.append(row)
    sender, receiver = o.person(), o.person()
    plain = o.text(sender, receiver, o.pick(ORGANISATIONS), "huisterlinde.example")
    return message(o, sender, receiver, "Contactlijst", plain, None, [("contacten.xlsx", documents.xlsx(rows), "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")])


def order(o):
    name, organisation = " ".join(o.person()), o.pick(ORGANISATIONS)
    barcode = "".join(str(o.random.randint(0, 9)) for _ in range(o.random.choice([12, 13, 18, 24])))
    text = o.pick([
        f"Bedankt voor uw bestelling {o.random.randint(10**8, 10**10)}.\n\nLeveringsadres\n{organisation}\nt.a.v. {name}\n{o.pick(STREETS)} {o.random.randint(1, 99)}\n{o.pick(TOWNS)}\n\nBesteld door: {name}\nEAN {barcode}\nTotaal {o.random.randint(10, 900)},95 euro\n",
        f"Uw pakket {barcode} is onderweg. Levering op {o.date()} tussen 9 en 12 uur bij {organisation}, {o.pick(STREETS)} {o.random.randint(1, 99)}, {o.pick(TOWNS)}. Volg uw zending: https://pakket.example/{barcode}\n",
        f"Bevestiging reservatie {barcode}: zaal {o.random.randint(1, 9)}, {o.date()}, {o.random.randint(5, 40)} personen. Contactpersoon: {name}, tel. {o.phone()}.\n"])
    return message(o, o.person(), o.person(), "Uw bestelling", text, as_html(text))


def job_ad(o):
    text = (f"Vacature {o.pick(['begeleider', 'opvoeder', 'contextbegeleider', 'administratief medewerker', 'nachtbegeleider'])} ({o.pick(['38', '19', '30'])} u/week)\n\n"
            f"{o.pick(ORGANISATIONS)} begeleidt jongeren en hun gezin. Je werkt met jongeren met een gedragsstoornis of trauma, en overlegt met de jeugdrechtbank, pleegzorg en scholen.\n"
            f"{o.sentences(2, 0)}\n\nAanbod: barema PC 319, {o.random.randint(20, 30)} dagen verlof, arbeidsovereenkomst van onbepaalde duur.\n"
            f"Solliciteren voor {o.date()} bij {' '.join(o.person())}, {o.pick(ROLES).strip()}, jobs@huisterlinde.example, {o.phone()}.\n")
    return message(o, o.person(), o.person(), "Vacature", text, None, [("vacature.pdf", documents.pdf(text), "application", "pdf")] if o.random.random() < 0.5 else [])


def menu(o):
    dishes = ["spaghetti", "vol-au-vent", "vegetarische curry", "vissticks met puree", "soep en brood", "stoofvlees met frieten"]
    text = f"Weekmenu {o.date()}\n\n" + "\n".join(f"{day}: {o.pick(dishes)} (allergenen: {o.pick(['gluten', 'melk', 'ei', 'soja'])})" for day in DAYS)
    return message(o, o.person(), o.person(), "Weekmenu", text)


def figures(o):
    """A spreadsheet of amounts, codes and dates."""
    rows = [["Code", "Omschrijving", "Bedrag", "Datum", "Rekening"]]
    for _ in range(o.random.randint(20, 200)):
        rows.append([o.random.choice([o.random.randint(10**5, 10**6), o.random.randint(10**9, 10**10), f"{o.random.getrandbits(64):x}"]), o.pick(["energie", "voeding", "onderhoud", "vorming", "drukwerk", "verzekering"]),
                     round(o.random.uniform(1, 9999), 2), o.date(), o.random.randint(600000, 699999)])
    sender, receiver = o.person(), o.person()
    return message(o, sender, receiver, "Cijfers " + o.pick(MONTHS), o.text(sender, receiver, o.pick(ORGANISATIONS), "huisterlinde.example"), None,
                   [("cijfers.xlsx", documents.xlsx(rows), "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")])


def policy_text(o):
    """A procedure about the work itself, with all of its words and nobody's data."""
    parts = ["Bij een ernstige gebeurtenis vult de begeleider het formulier in en verwittigt de directie.",
             "Het handelingsplan wordt elke zes maanden besproken met de jongere en de ouders.",
             "De consulent krijgt het evolutieverslag ten laatste twee weken voor de zitting bij de jeugdrechter.",
             "Medicatie wordt in een afgesloten kast bewaard; elke toediening wordt genoteerd.",
             "Bij vermoeden van mishandeling of verwaarlozing volgt overleg met het vertrouwenscentrum.",
             "Een jongere die wegloopt wordt na een uur als weggelopen gemeld bij de politie.",
             "Het zakgeld hangt af van de leeftijd en wordt wekelijks uitbetaald.",
             "Gegevens van een minderjarige (naam, geboortedatum, rijksregisternummer) mogen nooit per gewone mail.",
             "De geboortedatum: dag/maand/jaar. Het rijksregisternummer telt elf cijfers.",
             "Een jongere met een verslaving of eetstoornis wordt doorverwezen.",
             "Ouders die gescheiden leven krijgen elk een kopie van het verslag."]
    o.random.shuffle(parts)
    text = f"{o.pick(['Procedure', 'Richtlijn', 'Draaiboek', 'Afsprakennota', 'Kwaliteitshandboek'])} versie {o.random.randint(1, 9)}\n\n" + "\n".join(parts[:o.random.randint(4, 9)]) + f"\n\nGoedgekeurd door: {' '.join(o.person())}, {o.pick(ROLES).strip()}, {o.date()}\n"
    sender, receiver = o.person(), o.person()
    kind = o.pick([("procedure.docx", documents.docx(text), "application", "vnd.openxmlformats-officedocument.wordprocessingml.document"), ("procedure.pdf", documents.pdf(text), "application", "pdf"), None])
    if kind is None:
        return message(o, sender, receiver, "Procedure", text)
    return message(o, sender, receiver, "Nieuwe versie", o.text(sender, receiver, o.pick(ORGANISATIONS), "huisterlinde.example"), None, [kind])


KINDS = [thread, simple, thread, simple, invoice, newsletter, invitation, minutes, contact_list, order, job_ad, menu, figures, policy_text]


def mails(count, seed):
    """`count` mails, each with the name of its kind: the same for the same seed."""
    office = Office(seed)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        yield kind.__name__, kind(office)
