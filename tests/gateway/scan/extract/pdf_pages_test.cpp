#include "gateway/scan/extract/pdf_pages.h"

#include <poppler-document.h>

#include <catch2/catch.hpp>
#include <memory>

#include "tests/gateway/scan/extract/mail_builder.h"
#include "tests/gateway/scan/extract/pdf_builder.h"

using namespace sluis;
using namespace sluis::scan;

namespace {

const std::string number = "RRN 87.04.12-987.23";
const std::string prose = "BT/F 9 Tf 20 500 Td(Een gewone bladzijde met genoeg letters in de tekst.)Tj ET\n";

std::string shown(int x, int y, const std::string& text = number) {
    return "BT/F 9 Tf " + std::to_string(x) + ' ' + std::to_string(y) + " Td(" + text + ")Tj ET\n";
}

// Upright on a page that is turned by a quarter.
std::string turned(int x, int y) {
    return "BT/F 9 Tf 0 1 -1 0 " + std::to_string(x) + ' ' + std::to_string(y) + " Tm(" + number + ")Tj ET\n";
}

struct PdfParts {
    std::string content;
    std::string page = "/MediaBox[0 0 595 842]";  // Beside its content and resources.
    std::string pages{};                          // What every page inherits.
    std::string catalog{}, resources{};
    std::vector<std::string> more{};  // Objects from 6 on.
};

std::string stream_of(const std::string& content, const std::string& dictionary = "") {
    return "<<" + dictionary + "/Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "\nendstream";
}

std::string pdf_with(const PdfParts& parts) {
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R" + parts.catalog + ">>",
        "<</Type/Pages/Kids[3 0 R]/Count 1" + parts.pages + ">>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>" + parts.resources + ">>" + parts.page +
            ">>",
        stream_of(parts.content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    };
    objects.insert(objects.end(), parts.more.begin(), parts.more.end());
    return pdf_of(objects);
}

// What an annotation shows, as form 7 of the page's annotation 6.
std::string look_of(const std::string& text) {
    return stream_of(shown(5, 20, text), "/Type/XObject/Subtype/Form/BBox[0 0 350 60]/Resources<</Font<</F 5 0 R>>>>");
}

std::optional<policy::Strength> strength_of_number(const PdfParts& parts) {
    const auto report = analyse(mail_with(pdf_with(parts), "stuk.pdf", "application/pdf"), {});
    const auto& document = report.findings.documents.at(1);
    CHECK_FALSE(document.unscannable);
    const auto* found = find(document.evidence, "rrn");
    return found == nullptr ? std::nullopt : std::optional{found->strength};
}

void check_found(const std::string& what, const PdfParts& parts) {
    INFO(what);
    CHECK(strength_of_number(parts) == policy::Strength::certain);
}

}  // namespace

TEST_CASE("text is read wherever it lies on a page, however the page is turned and wherever its corner is") {
    warm_up();
    for (const auto* rotation : {"90", "270"})
        for (const int along : {40, 400, 640})
            check_found(
                std::string{"turned by "} + rotation + ", at " + std::to_string(along),
                {turned(100, 50) + turned(200, along), std::string{"/MediaBox[0 0 595 842]/Rotate "} + rotation});
    check_found("upside down", {prose + shown(350, 60), "/MediaBox[0 0 595 842]/Rotate 180"});
    for (const int x : {320, 600})
        for (const int y : {320, 1100})
            check_found("corner elsewhere, at " + std::to_string(x) + ' ' + std::to_string(y),
                        {shown(x, y), "/MediaBox[300 300 895 1142]"});
    check_found("corner below zero", {shown(-280, -380), "/MediaBox[-300 -400 295 442]"});
    CHECK_FALSE(strength_of_number({prose}));
}

TEST_CASE("what is cropped is read, whoever says the crop") {
    warm_up();
    const auto content = prose + shown(50, 100);
    check_found("the page", {content, "/MediaBox[0 0 595 842]/CropBox[0 200 595 842]"});
    check_found("the page alone", {content, "/CropBox[0 200 595 842]", "/MediaBox[0 0 595 842]"});
    check_found("all pages", {content, "", "/MediaBox[0 0 595 842]/CropBox[0 200 595 842]"});
    check_found("all pages, turned", {content, "/Rotate 90", "/MediaBox[0 0 595 842]/CropBox[0 200 595 842]"});
}

TEST_CASE("the letters of a page count, and what is said to stand for them counts too") {
    warm_up();
    check_found("letters", {prose + "/Span<</ActualText(niets)>>BDC\n" + shown(50, 300) + "EMC\n"});
    check_found("said", {prose + "/Span<</ActualText(" + number + ")>>BDC\n" + shown(50, 300, "niets") + "EMC\n"});
}

TEST_CASE("layers are read whatever rule hides them") {
    warm_up();
    const auto content = prose + "/OC/L BDC\n" + shown(50, 300) + "EMC\n";
    const auto resources = std::string{"/Properties<</L 7 0 R>>"};
    const auto layer = std::string{"<</Type/OCG/Name(Laag)>>"};
    check_found("off", {content,
                        "/MediaBox[0 0 595 842]",
                        "",
                        "/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[7 0 R]>>>>",
                        resources,
                        {layer, layer}});
    check_found("shown when another is off", {content,
                                              "/MediaBox[0 0 595 842]",
                                              "",
                                              "/OCProperties<</OCGs[6 0 R]/D<</ON[6 0 R]>>>>",
                                              resources,
                                              {layer, "<</Type/OCMD/OCGs[6 0 R]/P/AllOff>>"}});
}

TEST_CASE("each look of an annotation is read, those too that show on paper or under the pointer") {
    warm_up();
    const auto with = [](const std::string& annotation, const std::string& normal, const std::string& other) {
        return PdfParts{
            prose, "/MediaBox[0 0 595 842]/Annots[6 0 R]",
            "",    "",
            "",    {"<</Type/Annot/Rect[50 200 400 260]" + annotation + ">>", look_of(normal), look_of(other)}};
    };
    const auto stamp = [&](int flags) {
        return with("/Subtype/Stamp/F " + std::to_string(flags) + "/AP<</N 7 0 R>>", number, "");
    };
    check_found("shown", stamp(4));
    check_found("hidden", stamp(2));
    check_found("on paper alone", stamp(36));
    const std::string button = "/Subtype/Widget/FT/Btn/Ff 65536/T(b)/F 4/AP<</N 7 0 R";
    check_found("under the pointer", with(button + "/R 8 0 R>>", "knop", number));
    check_found("pressed", with(button + "/D 8 0 R>>", "knop", number));
    check_found("pressed, in a state", with(button + "/D<</Aan 8 0 R>>>>", "knop", number));
}

TEST_CASE("letters of a font that does not say what they mean have no meaning") {
    warm_up();
    const auto unmapped = [](const std::string& names, const std::string& more = "") {
        const std::string procedure = stream_of("500 0 d0 0 0 400 700 re f");
        const auto octets = pdf_of({
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            stream_of("BT/F 9 Tf 20 500 Td(ABCD)Tj ET"),
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 68"
            "/Widths[500 500 500 500]/CharProcs<</g1 6 0 R/g2 6 0 R/A 6 0 R/one 6 0 R>>/Encoding<</Differences[65" +
                names + "]>>" + more + ">>",
            procedure,
            stream_of("/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<00><FF>endcodespacerange "
                      "1 beginbfrange<41><44><0041>endbfrange endcmap end"),
        });
        const std::unique_ptr<poppler::document> document{
            poppler::document::load_from_raw_data(octets.data(), static_cast<int>(octets.size()))};
        REQUIRE(document);
        AnalyseLimits limits;
        const Budget budget{limits};
        const auto page = PdfPages{octets}.read(0, budget);
        REQUIRE(page);
        return page->unmapped;
    };
    CHECK(unmapped("/A/one/uni0043/u0044") == 0);
    CHECK(unmapped("/A/f_i/A.sc/.notdef") == 0);
    CHECK(unmapped("/g1/g2/a1/C0012") == 4);
    CHECK(unmapped("/g1/g2/a1/C0012", "/ToUnicode 7 0 R") == 0);
}

TEST_CASE("a number behind more tiny letters than poppler lays out is read") {
    warm_up();
    const auto behind_tiny = [](const std::string& drawing) {
        std::string content = "BT/F 2 Tf 2.2 TL 10 830 Td\n";
        for (int line = 0; line < 300; ++line) {
            content += '(';
            for (int word = 0; word < 34; ++word) content += "zomer ";
            content += ")Tj T*\n";
        }
        return strength_of_number({content + drawing + " ET\n"});
    };
    CHECK(behind_tiny("(RRN 87.04.12-987.23)Tj") == policy::Strength::certain);
    CHECK(behind_tiny("(RRN 87)Tj(.04.1)Tj[(2-98)30(7)-20(.23)]TJ") == policy::Strength::certain);
    CHECK(behind_tiny("(RRN)Tj 5 0 Td(87.04.12)Tj T*(987-23)Tj") == policy::Strength::certain);
    CHECK(behind_tiny("0 1 -1 0 300 20 Tm(RRN 8)Tj(7.04.12-987.23)Tj") == policy::Strength::certain);
    CHECK_FALSE(behind_tiny("(zomer)Tj"));
}

TEST_CASE("a number is read as it stands on the page, in whichever order it is drawn") {
    warm_up();
    const std::string title = "BT/F 14 Tf 20 800 Td(Verslag)Tj ET\n";
    const auto at = [](double x, double y, const std::string& text) {
        return "BT/F 9 Tf " + std::to_string(x) + ' ' + std::to_string(y) + " Td(" + text + ")Tj ET\n";
    };
    SECTION("as it is read") {
        CHECK(strength_of_number({title + at(20, 700, "RRN 87.04") + at(63, 700, ".12-987.23")}) ==
              policy::Strength::certain);
        CHECK(strength_of_number({title + at(20, 700, "RRN 87.04.") + at(20, 688, "12-987.23")}) ==
              policy::Strength::certain);
    }
    SECTION("its end first") {
        CHECK(strength_of_number({title + at(62, 700, ".12-987.23") + at(20, 700, "RRN 87.04")}) ==
              policy::Strength::certain);
    }
    SECTION("digit by digit, from the right") {
        const std::string digits = "87041298723";
        std::string drawing = title;
        for (std::size_t i = digits.size(); i-- > 0;)
            drawing += at(45 + 5.0 * static_cast<double>(i), 700, digits.substr(i, 1));
        CHECK(strength_of_number({drawing + at(20, 700, "RRN")}) == policy::Strength::certain);
    }
    SECTION("each letter twice, a little beside, for bold") {
        std::string drawing = title;
        double x = 20;
        for (const char c : number) {
            drawing += at(x, 700, std::string(1, c)) + at(x + 0.3, 700, std::string(1, c));
            x += c == '.' || c == ' ' ? 2.5 : c == '-' ? 3 : c == 'R' || c == 'N' ? 6.5 : 5;
        }
        CHECK(strength_of_number({drawing}) == policy::Strength::certain);
    }
    SECTION("the page from below, and beside it another column") {
        std::string drawing = title;
        for (int row = 0; row < 6; ++row)
            drawing += at(300, 600 + 12 * row, "rechterkolom met woorden") + at(20, 600 + 12 * row, "linkerkolom");
        CHECK(strength_of_number({drawing + at(20, 740, number)}) == policy::Strength::certain);
    }
    SECTION("two columns of numbers stay apart") {
        CHECK(strength_of_number({title + at(20, 700, "RRN 87.04.12-987.23") + at(200, 700, "12.03.2020")}) ==
              policy::Strength::certain);
    }
}
