#include "gateway/scan/extract/pdf_soundness.h"

#include <catch2/catch.hpp>

#include "tests/gateway/scan/extract/mail_builder.h"
#include "tests/gateway/scan/extract/pdf_builder.h"

using namespace sluis;
using namespace sluis::scan;

namespace {

const std::string personal = "BT/F 9 Tf 9 9 Td(RRN 87.04.12-987.23)Tj ET";

std::string with(std::string octets, const std::string& what, const std::string& instead) {
    const auto at = octets.rfind(what);
    REQUIRE(at != octets.npos);
    return octets.replace(at, what.size(), instead);
}

policy::Document scanned(const std::string& octets) {
    warm_up();
    auto report = analyse(mail_with(octets, "verslag.pdf", "application/pdf"), {});
    REQUIRE(report.findings.documents.size() == 2);
    return std::move(report.findings.documents[1]);
}

}  // namespace

TEST_CASE("a cross-reference holds when it leads to each object, whatever stands before the header") {
    const auto pdf = pdf_page(personal);
    CHECK(has_sound_cross_reference(pdf));
    CHECK(has_sound_cross_reference("rommel\r\n" + pdf));
    CHECK(has_sound_cross_reference(pdf + "\r\n"));
}

TEST_CASE("a cross-reference that another reader would rebuild does not hold") {
    const auto pdf = pdf_page(personal);
    CHECK_FALSE(has_sound_cross_reference(""));
    CHECK_FALSE(has_sound_cross_reference("%PDF-1.4\n"));
    CHECK_FALSE(has_sound_cross_reference(pdf.substr(0, pdf.size() - 30)));
    CHECK_FALSE(has_sound_cross_reference(with(pdf, "startxref\n", "startxref\n9")));
    CHECK_FALSE(has_sound_cross_reference(with(pdf, "xref\n0 7", "xref\n1 7")));
    CHECK_FALSE(has_sound_cross_reference(with(pdf, "6 0 obj", "6 1 obj")));
    CHECK_FALSE(has_sound_cross_reference(with(pdf, " 00000 n ", " 00000 x ")));
    CHECK_FALSE(has_sound_cross_reference(with(pdf, "/Root 1 0 R", "/Root 1 0 R/Prev 12")));
    CHECK_FALSE(has_sound_cross_reference(with(pdf, "0 7\n", "0 99999999999\n")));
}

TEST_CASE("an update that goes round in a circle ends") {
    const auto pdf = pdf_page(personal);
    const auto start = pdf.substr(pdf.rfind("startxref\n") + 10, pdf.rfind("\n%%EOF") - pdf.rfind("startxref\n") - 10);
    CHECK(has_sound_cross_reference(with(pdf, "/Root 1 0 R", "/Root 1 0 R/Prev " + start)));
}

TEST_CASE("what poppler says of looks is no damage, and anything else is") {
    PdfDamage damage;
    damage.hear("error: Unknown font tag 'ZaDb'\n");
    damage.hear("error: HorizontalTextLayouter, couldn't find a font for character U+02AC\n");
    CHECK_FALSE(damage.seen());
    damage.hear("error (81): Bad FCHECK in flate stream\n");
    CHECK(damage.seen());
}

TEST_CASE("a damaged PDF counts as broken, and what could be read of it is evidence all the same") {
    const auto pdf = pdf_page(personal);
    REQUIRE_FALSE(scanned(pdf).unscannable);
    const std::vector<std::string> damaged{
        with(pdf, "startxref\n", "startxref\n9"),                 // rebuilt
        with(pdf, "/Length 42", "/Length 12"),                    // the stream is longer than it says
        with(pdf, "/F 9 Tf", "/F 9 Tf/x <</a 3 /q /b>> gnorks"),  // an operator that is none
        with(pdf, "6 0 obj", "6 1 obj"),                          // an entry that leads to another object
    };
    for (const auto& octets : damaged) {
        INFO(octets);
        const auto document = scanned(octets);
        CHECK(document.unscannable == policy::Unscannable::broken);
        CHECK(strongest(document.evidence) == policy::Strength::certain);
    }
    CHECK(scanned(with(pdf, "/F 9 Tf", "/Z 9 Tf")).unscannable);  // No font: poppler shows no word, others may.
}

TEST_CASE("damage in an embedded PDF does not stain the listener of the one around it") {
    PdfDamage outer;
    {
        PdfDamage inner;
        inner.hear("error: Couldn't read xref table\n");
        CHECK(inner.seen());
    }
    CHECK_FALSE(outer.seen());
}
