#include <algorithm>
#include <catch2/catch.hpp>

#include "gateway/scan/report.h"
#include "tests/gateway/scan/extract/mail_builder.h"

using namespace sluis;
using namespace sluis::scan;
using policy::Protection;
using policy::Role;
using policy::Strength;
using policy::Unscannable;

namespace {

policy::Document body_of(const std::string& text) {
    return analyse(mail_of("text/plain; charset=utf-8", text), {}).findings.documents.at(0);
}

std::string png(unsigned char width_high, unsigned char height_high) {
    std::string octets("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\2\0\0\0", 29);
    octets[18] = static_cast<char>(width_high);
    octets[22] = static_cast<char>(height_high);
    return octets;
}

}  // namespace

TEST_CASE("an ordinary office mail holds nothing that makes it personal") {
    for (const std::string text :
         {"Dag Jan,\r\n\r\nKunnen we dinsdag 12/10/2026 de planning van de leefgroep bespreken? Neem het verslag "
          "mee.\r\n\r\n"
          "Vriendelijke groeten,\r\nMarie Peeters\r\nbegeleider\r\ntel. 09 123 45 67 - BE65 9990 0001 2396\r\n",
          "Beste Jan Peeters,\r\n\r\nDe opname van de vergadering en het attest van de brandweer volgen. Het dossier "
          "van het "
          "gebouw ligt klaar. Ondernemingsnummer 0566.988.259.\r\n",
          "Uitnodiging: vorming over autisme en trauma op 3 mei 2026 om 9.30 uur in zaal 2. Inschrijven kan tot "
          "20/04/2026.",
          "Factuur 20260012345, mededeling +++123/4567/89002+++, bedrag 1.250,00 euro, IBAN BE65 9990 0001 2396."}) {
        const auto body = body_of(text);
        int weak = 0;
        for (const auto& piece : body.evidence) {
            INFO(text << piece.detector << " " << piece.masked);
            CHECK(piece.strength <= Strength::weak);
            weak += piece.strength == Strength::weak ? 1 : 0;
        }
        CHECK(weak < 3);
        CHECK(body.role == Role::body);
    }
}

TEST_CASE("marker words are strong beside a full name, and weak without") {
    CHECK(find(body_of("De diagnose van Lotte Janssens is bevestigd.").evidence, "word.health")->strength ==
          Strength::strong);
    CHECK(find(body_of("Vorming over de diagnose van autisme.").evidence, "word.health")->strength == Strength::weak);
    CHECK(find(body_of("Zitting bij de jeugdrechter over Milan De Smet.").evidence, "word.justice")->strength ==
          Strength::strong);
    CHECK(find(body_of("Ik sprak met de moeder van Lotte gisteren.").evidence, "word.person")->strength ==
          Strength::strong);
    CHECK(find(body_of("Geboren op 12 april 2011 te Gent").evidence, "birth_date")->strength == Strength::strong);
    CHECK(find(body_of("geboortedatum: 12/04/2011").evidence, "birth_date") != nullptr);
    CHECK(find(body_of("geboortedatum: ......").evidence, "birth_date") == nullptr);
    CHECK(find(body_of("Dit sjabloon is leeg").evidence, "word.negative")->strength == Strength::negative);
    const auto staff = body_of("Listing personeel\r\nJan Peeters\r\nMarie Claes\r\nTom Maes\r\n");
    CHECK(find(staff.evidence, "word.staff_list")->strength == Strength::strong);
    CHECK(find(body_of("Vraag over de personeelslijst").evidence, "word.staff")->strength == Strength::weak);
}

TEST_CASE("the names of the correspondents themselves are no evidence") {
    const auto body = body_of("De diagnose: volgens Ann Zender klopt het.");
    CHECK(find(body.evidence, "word.health")->strength == Strength::weak);
}

TEST_CASE("a subject, a file name and the octets between the parts are searched") {
    const auto subject = analyse(mail_of("text/plain", "Dag", "=?utf-8?q?RRN_87=2E04=2E12-987=2E23?="), {});
    REQUIRE(subject.findings.subject_evidence.size() >= 1);
    CHECK(subject.findings.subject_evidence[0].place == "onderwerp");
    CHECK(subject.findings.subject == "RRN 87.04.12-987.23");
    CHECK(strongest(subject.findings.documents.at(0).evidence) == Strength::negative);
    const auto name = analyse(mail_with("tekst", "verslag 87.04.12-987.23.txt", "text/plain"), {});
    CHECK(find(name.findings.documents.at(1).evidence, "rrn")->place == "bestandsnaam");
    const auto outside = analyse(
        from_to + "Content-Type: multipart/mixed; boundary=g\r\n\r\nRRN 87.04.12-987.23\r\n--g\r\n\r\nDag\r\n--g--\r\n",
        {});
    CHECK(find(outside.findings.subject_evidence, "rrn")->place == "buiten de delen");
}

TEST_CASE("every header value is searched, for what is firm alone") {
    const auto of_root = [](const std::string& field) {
        return analyse(field + "\r\n" + mail_of("text/plain", "Dag"), {}).findings;
    };
    for (const std::string field :
         {"Reply-To: \"RRN 87.04.12-987.23\" <c@ander.example>",
          "Cc: =?utf-8?q?Jan_87=2E04=2E12-987=2E23?= <c@ander.example>", "Thread-Topic: 87.04.12-987.23",
          "Keywords: rijksregisternummer 87041298723", "X-Nota: 87.04.12-987.23",
          "Comments: (nummer\r\n 87.04.12-987.23)", "Content-Description: 87.04.12-987.23"}) {
        INFO(field);
        const auto findings = of_root(field);
        CHECK(strongest(findings.subject_evidence) == Strength::certain);
    }
    CHECK(find(of_root("Reply-To: \"87.04.12-987.23\" <c@ander.example>").subject_evidence, "rrn")->place == "kop");

    // Contact data, and numbers that programs make, are no evidence.
    for (const std::string field :
         {"Cc: Mama Lotte Janssens <lotte@ander.example>", "Reply-To: Dienst diagnose, Milan De Smet <m@ander.example>",
          "Message-ID: <87041298723@ander.example>", "X-Kenmerk: 87041298723", "Organization: Huis van de diagnose"}) {
        INFO(field);
        CHECK(of_root(field).subject_evidence.empty());
    }

    const auto of_part = [](const std::string& field) {
        return analyse(mail_with("tekst", "a.txt", "text/plain", "attachment", field + "\r\n"), {})
            .findings.documents.at(1)
            .evidence;
    };
    CHECK(find(of_part("Subject: 87.04.12-987.23"), "rrn")->place == "kop");
    CHECK(strongest(of_part("Content-ID: <87.04.12-987.23@ander.example>")) == Strength::certain);
    CHECK(find(of_part("Content-Description: 87.04.12-987.23"), "rrn")->place == "omschrijving");
    CHECK(of_part("Content-Location: vergadering").empty());

    const auto of_multipart = analyse(from_to +
                                          "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
                                          "Content-Description: 87.04.12-987.23\r\n"
                                          "Content-Type: multipart/mixed; boundary=i\r\n\r\n"
                                          "--i\r\n\r\nDag\r\n--i--\r\n--o--\r\n",
                                      {});
    CHECK(strongest(of_multipart.findings.subject_evidence) == Strength::certain);

    const auto inner = analyse(from_to +
                                   "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
                                   "Content-Type: message/rfc822\r\n\r\n"
                                   "Cc: \"87.04.12-987.23\" <c@ander.example>\r\n\r\nDag\r\n--o--\r\n",
                               {});
    CHECK(strongest(inner.findings.documents.at(0).evidence) == Strength::certain);
}

TEST_CASE("a multipart without a part is searched, and the message is ambiguous") {
    const std::string number = "RRN 87.04.12-987.23\r\n";
    const std::string inner = "--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + number + "--a--\r\n";
    for (const auto& body : {number, "--a--\r\n" + number, number + "--a--\r\n", inner}) {
        INFO(body);
        const auto message = from_to + "Content-Type: multipart/mixed; boundary=a\r\n\r\n" + body;
        const auto report = analyse(message, {});
        CHECK(report.findings.documents.empty());
        CHECK(report.findings.unscannable == Unscannable::ambiguous);
        CHECK(strongest(report.findings.subject_evidence) == Strength::certain);
        const auto again = decode(encode(report), message.size(), {});
        REQUIRE(again);
        CHECK(again->findings.unscannable == Unscannable::ambiguous);
        CHECK(strongest(again->findings.subject_evidence) == Strength::certain);
    }
}

TEST_CASE("what stands outside the parts counts, also when the only part is a logo") {
    const auto report = analyse(from_to +
                                    "Content-Type: multipart/mixed; boundary=g\r\n\r\nRRN 87.04.12-987.23\r\n--g\r\n"
                                    "Content-Type: image/png; name=logo.png\r\nContent-Disposition: inline\r\n"
                                    "Content-Transfer-Encoding: base64\r\n\r\n" +
                                    base64(png(0, 0)) + "--g--\r\n",
                                {});
    REQUIRE(report.findings.documents.size() == 1);
    CHECK(report.findings.documents[0].role == Role::signature_picture);
    CHECK(strongest(report.findings.subject_evidence) == Strength::certain);
    CHECK_FALSE(report.findings.unscannable);
}

TEST_CASE("the same number is one person in the whole message, another number another") {
    const auto report =
        analyse(mail_with("87.04.12-987.23 en 08.09.23-991.34 en 87041298723", "a.txt", "text/plain"), {});
    const auto& evidence = report.findings.documents.at(1).evidence;
    REQUIRE(evidence.size() == 2);
    CHECK(evidence[0].person != evidence[1].person);
    CHECK(evidence[0].masked == "87.••.••-•••.23");
}

TEST_CASE("leaves are told apart by what they are to their reader") {
    const auto picture = analyse(mail_with(png(0, 0), "logo.png", "image/png", "inline"), {}).findings.documents.at(1);
    CHECK(picture.role == Role::signature_picture);
    CHECK_FALSE(picture.unscannable);
    CHECK(strongest(picture.evidence) == Strength::negative);
    const auto named = analyse(mail_with(png(0, 0), "87.04.12-987.23 Jan.png", "image/png", "inline"), {});
    CHECK(named.findings.documents.at(1).role == Role::signature_picture);
    CHECK(strongest(named.findings.documents.at(1).evidence) == Strength::certain);
    const auto big = analyse(mail_with(png(4, 4), "foto.png", "image/png", "inline"), {}).findings.documents.at(1);
    CHECK(big.role == Role::attachment);
    CHECK(big.unscannable == Unscannable::broken);  // A header without a picture.
    const auto sent = analyse(mail_with(png(1, 0), "foto.png", "image/png"), {}).findings.documents.at(1);
    CHECK(sent.role == Role::attachment);
    const auto text = analyse(mail_with("tekst", "a.txt", "text/plain"), {}).findings;
    CHECK(text.documents.at(0).role == Role::body);
    CHECK(text.documents.at(1).role == Role::attachment);
    CHECK(text.documents.at(1).size == 5);
    CHECK(text.documents.at(1).head == "tekst");
}

TEST_CASE("a message within a message is read whole") {
    const auto inner = mail_with("RRN 87.04.12-987.23", "a.txt", "text/plain");
    const auto report = analyse(
        from_to + "Content-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\nContent-Type: message/rfc822\r\n\r\n" +
            inner + "\r\n--g--\r\n",
        {});
    REQUIRE(report.findings.documents.size() == 1);
    const auto& evidence = report.findings.documents[0].evidence;
    REQUIRE(find(evidence, "rrn") != nullptr);
    CHECK(find(evidence, "rrn")->place == "bijgevoegd bericht");
}

TEST_CASE("what only calls itself a signature is read like any other document") {
    for (const std::string type : {"application/pgp-signature", "application/pkcs7-signature"}) {
        const auto part = type + "; name=verslag.txt\r\n\r\nRijksregisternummer 87.04.12-987.23\r\n";
        const auto alone = analyse(from_to + "Content-Type: " + part, {});
        CHECK(find(alone.findings.documents.at(0).evidence, "rrn") != nullptr);
        const auto beside = analyse(
            from_to + "Content-Type: multipart/signed; boundary=g\r\n\r\n--g\r\n\r\nDag\r\n--g\r\nContent-Type: " +
                part + "--g--\r\n",
            {});
        CHECK(beside.findings.documents.at(1).role == Role::attachment);
        CHECK(find(beside.findings.documents.at(1).evidence, "rrn") != nullptr);
    }
}

TEST_CASE("a message that is protected says how, and only if its content agrees") {
    const auto signed_mail =
        analyse(from_to +
                    "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=g\r\n\r\n"
                    "--g\r\n\r\nDag\r\n--g\r\nContent-Type: application/pkcs7-signature; "
                    "name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHAqCA\r\n--g--\r\n",
                {});
    CHECK(signed_mail.findings.protection == Protection::smime_signed);
    CHECK(signed_mail.findings.documents.at(1).role == Role::signature);
    CHECK_FALSE(signed_mail.findings.documents.at(1).unscannable);

    const std::string der("\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03\xA0\x80", 15);
    const auto cms = [](const std::string& octets) {
        return analyse(from_to +
                           "Content-Type: application/pkcs7-mime; "
                           "smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                           base64(octets),
                       {})
            .findings;
    };
    CHECK(cms(der).protection == Protection::smime_encrypted);
    CHECK(cms(der).documents.at(0).unscannable == Unscannable::encrypted);
    CHECK(cms("RRN 87.04.12-987.23").protection == Protection::none);
    CHECK(cms("RRN 87.04.12-987.23").documents.at(0).unscannable == Unscannable::encrypted);

    const auto pgp =
        analyse(from_to +
                    "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=g\r\n\r\n"
                    "--g\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--g\r\nContent-Type: "
                    "application/octet-stream\r\n\r\n"
                    "-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n--g--\r\n",
                {});
    CHECK(pgp.findings.protection == Protection::pgp_encrypted);
    CHECK_FALSE(pgp.findings.documents.at(0).unscannable);
    CHECK(pgp.findings.documents.at(1).unscannable == Unscannable::encrypted);
    const auto inline_pgp =
        analyse(mail_of("text/plain", "-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----"), {});
    CHECK(inline_pgp.findings.protection == Protection::pgp_encrypted);
    CHECK(inline_pgp.findings.documents.at(0).unscannable == Unscannable::encrypted);
}

TEST_CASE("a message says that a part of it is signed or encrypted, at whatever depth and by whatever means") {
    const auto within = [](const std::string& type) {
        const std::string part = "Content-Type: " + type +
                                 "; boundary=i\r\n\r\n--i\r\n\r\nRRN 87.04.12-987.23\r\n--i\r\n"
                                 "Content-Type: application/octet-stream\r\n\r\n\x01\x02\x03\r\n--i--\r\n";
        const auto alone = analyse(from_to + part, {}).findings;
        const auto nested = analyse(from_to + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n" + part +
                                        "--o\r\n\r\nvoettekst\r\n--o--\r\n",
                                    {})
                                .findings;
        CHECK_FALSE(alone.unscannable);
        CHECK_FALSE(nested.unscannable);
        CHECK(nested.protection == Protection::none);
        CHECK(strongest(nested.documents.at(0).evidence) == Strength::certain);
        CHECK(alone.sealed == nested.sealed);
        return nested.sealed;
    };
    CHECK(within("multipart/signed; protocol=\"application/pgp-signature\""));
    CHECK(within("multipart/encrypted; protocol=\"application/x-ander\""));
    CHECK_FALSE(within("multipart/related"));
}

TEST_CASE("the fields that policy reads are handed over decoded") {
    const auto report = analyse("Sensitivity: Private\r\nX-Sluis-Dagen: 3\r\nX-Ander: nee\r\nAuto-Submitted: no\r\n" +
                                    mail_of("text/plain", "Dag"),
                                {});
    const auto& values = report.structure.values;
    const auto has = [&](const std::string& name, const std::string& value) {
        return std::find(values.begin(), values.end(), std::pair{name, value}) != values.end();
    };
    CHECK(has("sensitivity", "Private"));
    CHECK(has("x-sluis-dagen", "3"));
    CHECK(has("auto-submitted", "no"));
    CHECK_FALSE(has("x-ander", "nee"));
}

TEST_CASE("a message that can be read in two ways is ambiguous, and its evidence stands") {
    const auto report = analyse(from_to +
                                    "Content-Type: multipart/mixed; boundary=a\r\nContent-Type: "
                                    "text/plain\r\n\r\n--a\r\n\r\nRRN 87.04.12-987.23\r\n--a--\r\n",
                                {});
    CHECK(report.findings.unscannable == Unscannable::ambiguous);
    CHECK(strongest(report.findings.documents.at(0).evidence) == Strength::certain);
}

TEST_CASE("a message beyond the limits is one opaque document") {
    AnalyseLimits limits;
    limits.mime.max_parts = 1;
    const auto report = analyse(mail_with("tekst", "a.txt", "text/plain"), limits);
    CHECK(report.findings.unscannable == Unscannable::too_large);
    CHECK(report.findings.documents.size() == 1);
}

TEST_CASE("every report survives the check that the parent holds it to") {
    const std::string nasty =
        "Subject: \xE2\x80\xAE"
        "a\x01\xFF\r\nContent-Type: text/plain; name=\"\x02\xFF.txt\"\r\n\r\n\xFF\xFE\x01 RRN 87.04.12-987.23";
    for (const auto& message :
         {nasty, std::string{}, mail_with("tekst", "a.txt", "text/plain"), std::string(5000, '\xFF')}) {
        const auto report = analyse(message, {});
        const auto again = decode(encode(report), message.size(), {});
        REQUIRE(again);
        CHECK(again->findings.documents.size() == report.findings.documents.size());
    }
}

TEST_CASE("whom one document greets, or who signs it, another may be about, whichever comes first") {
    warm_up();
    const std::string greets = "Beste Lotte Peeters,\r\n\r\nWe nodigen je uit op het overleg.\r\n";
    const std::string signs = "Tot gauw!\r\n\r\nGroetjes,\r\nLotte Peeters\r\n";
    const std::string report =
        "Lotte Peeters is su\xC3\xAF"
        "cidaal en kreeg de diagnose borderline.\r\n";
    const auto part = [](const std::string& text, const std::string& name) {
        return "--grens\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=" +
               name + "\r\n\r\n" + text + "\r\n";
    };
    const auto about = [&](const std::string& first, const std::string& second) {
        const auto reported = analyse(from_to +
                                          "Subject: Stukken\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n"
                                          "--grens\r\nContent-Type: text/plain\r\n\r\nHierbij de stukken.\r\n" +
                                          part(first, "a.txt") + part(second, "b.txt") + "--grens--\r\n",
                                      {});
        auto best = policy::Strength::negative;
        for (const auto& document : reported.findings.documents) best = std::max(best, strongest(document.evidence));
        return best;
    };
    CHECK(about(greets, signs) <= policy::Strength::weak);
    for (const auto& other : {greets, signs}) {
        CHECK(about(other, report) >= policy::Strength::strong);
        CHECK(about(report, other) >= policy::Strength::strong);
    }
}

TEST_CASE("a document may be about who wrote the mail or gets it; their contact data in it is no evidence") {
    warm_up();
    const auto about = [](const std::string& text) {
        const auto reported = analyse(mail_with(text, "stuk.txt", "text/plain; charset=utf-8"), {});
        return strongest(reported.findings.documents.at(1).evidence);
    };
    // The mail is of Ann Zender.
    CHECK(about("Ann Zender kreeg de diagnose borderline.\r\n") >= policy::Strength::strong);
    CHECK(about("Ann Zender, geboren op 12/04/1987, komt langs.\r\n") >= policy::Strength::strong);
    CHECK(about("Vragen? Ann Zender, Kerkstraat 12, 9000 Gent, 0470 12 34 56.\r\n") <= policy::Strength::weak);
    CHECK(about("Ann Zender belt morgen terug.\r\n") == policy::Strength::negative);
}
