#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/gateway/scan/extract/mail_builder.h"
#include "tests/gateway/scan/extract/pdf_builder.h"

using namespace sluis;
using namespace sluis::scan;

namespace {

const std::string folder = std::string{SLUIS_SOURCE_DIR} + "/tests/data/documents/";

policy::Document scanned(const std::string& octets, const std::string& name,
                         const std::string& type = "application/octet-stream") {
    AnalyseLimits patient;
    patient.soft_deadline = std::chrono::minutes{5};
    patient.max_text_bytes = 8 << 20;
    const auto report = analyse(mail_with(octets, name, type), patient);
    REQUIRE(report.findings.documents.size() == 2);
    CHECK_FALSE(report.findings.unscannable);
    CHECK(strongest(report.findings.documents[0].evidence) == policy::Strength::negative);
    return report.findings.documents[1];
}

std::string text_of(const std::vector<policy::Evidence>& evidence) {
    std::string text;
    for (const auto& piece : evidence)
        text += piece.detector + " " + std::string{to_string(piece.strength)} + " [" + piece.place + "] " +
                piece.masked + "; ";
    return text;
}

}  // namespace

TEST_CASE("a number planted in any place of any document is found there, and a clean document is clean") {
    warm_up();
    std::istringstream rows{file_content(folder + "expectations.tsv")};
    int seen = 0;
    for (std::string line; std::getline(rows, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream in{line};
        std::string name, unscannable, strength, detector, place;
        std::getline(in, name, '\t'), std::getline(in, unscannable, '\t'), std::getline(in, strength, '\t');
        std::getline(in, detector, '\t'), std::getline(in, place, '\t');
        const auto document = scanned(file_content(folder + name), name);
        INFO(name << ": " << text_of(document.evidence));
        ++seen;
        CHECK((document.unscannable ? std::string{to_string(*document.unscannable)} : "-") == unscannable);
        if (strength == "weak") CHECK(strongest(document.evidence) <= policy::Strength::weak);
        if (strength == "none") CHECK(strongest(document.evidence) == policy::Strength::negative);
        if (detector == "-") continue;
        CHECK(std::string{to_string(strongest(document.evidence))} == strength);
        const auto* found = find(document.evidence, detector);
        REQUIRE(found != nullptr);
        CHECK(found->place.find(place) != std::string::npos);
        CHECK(found->masked.find("•") != std::string::npos);
        CHECK(found->person.has_value());
    }
    CHECK(seen >= 30);
}

TEST_CASE("a number hidden in a page's markup is found") {
    for (const std::string html :
         {"<p>87.04.<b>12</b>-987.23</p>", "<p style='display:none'>87.04.12-987.23</p>",
          "<img src=x alt='87.04.12-987.23'>", "<a href='mailto:a@b.example?subject=87.04.12%2D987.23'>x</a>",
          "<!-- 87.04.12-987.23 -->", "<p>87.04.12&#8209;987.23</p>", "<p>87.04.12-&shy;987.23</p>",
          "<table><tr><td>87.04.12<td>987<td>23</table>", "<title>87.04.12-987.23</title>",
          "<input value='87.04.12-987.23'>", "<table><tr><th>RRN<tr><td>87041298723</table>",
          "<p>RRN<br>870412<br>98723"}) {
        INFO(html);
        const auto report = analyse(mail_of("text/html; charset=utf-8", "<html><body>" + html + "</body></html>"), {});
        CHECK(strongest(report.findings.documents.at(0).evidence) == policy::Strength::certain);
    }
    const auto script = analyse(mail_of("text/html", "<html><script>x=87041298723</script><p>Dag</p></html>"), {});
    CHECK(strongest(script.findings.documents.at(0).evidence) == policy::Strength::negative);
}

TEST_CASE("tables in text files know their headings, and numbers that lost their zeros") {
    const auto headed = scanned("Naam;Rijksregisternummer\nA;87041298723\nB;8092399134\n", "lijst.csv", "text/csv");
    CHECK(headed.evidence.size() >= 2);
    CHECK(find(headed.evidence, "rrn")->place == "tabel, cel B2");
    CHECK(strongest(headed.evidence) == policy::Strength::certain);
    const auto lost = scanned("naam;nummer\nA;8092399134\n", "lijst.csv", "text/csv");
    REQUIRE(find(lost.evidence, "rrn.bare") != nullptr);
    const auto rounded = scanned("naam;RRN\nA;8,09E+09\n", "lijst.csv", "text/csv");
    CHECK(find(rounded.evidence, "rrn.partial") != nullptr);
    const auto split = scanned("geb;teller;controle\n87.04.12;987;23\n", "lijst.csv", "text/csv");
    CHECK(find(split.evidence, "rrn") != nullptr);
}

TEST_CASE("a type is told by its octets before its name, and what cannot be read says so") {
    const auto pdf = file_content(folder + "body.pdf");
    CHECK(strongest(scanned(pdf, "foto.png", "image/png").evidence) == policy::Strength::certain);
    CHECK(scanned("tekst zonder pdf", "a.pdf", "application/pdf").unscannable == policy::Unscannable::broken);
    CHECK(scanned(std::string("MZ\x90\0\3\0\0\0\4", 9) + std::string(200, '\1'), "a.exe").unscannable ==
          policy::Unscannable::unknown_type);
    CHECK_FALSE(scanned("{\\rtf1 tekst}", "a.doc", "application/msword").unscannable);
    CHECK(scanned(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\4\0\0\0\4\0\x08\2\0\0\0", 29), "scan.png", "image/png")
              .unscannable == policy::Unscannable::broken);
    CHECK(scanned("", "leeg.txt", "text/plain").unscannable == std::nullopt);
    CHECK(
        scanned("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", "a.asc", "text/plain").unscannable ==
        policy::Unscannable::encrypted);
}

TEST_CASE("text in other character sets, calendars and uuencoded files are read") {
    std::string wide;
    for (const char c : std::string{"RRN 87.04.12-987.23"}) wide += c, wide += '\0';
    CHECK(strongest(scanned("\xFF\xFE" + wide, "a.txt", "text/plain").evidence) == policy::Strength::certain);
    const auto calendar = analyse(
        mail_of("text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:Gesprek 87.04.1\r\n 2-987.23\r\nEND:VCALENDAR"), {});
    CHECK(calendar.findings.documents.at(0).role == policy::Role::calendar);
    CHECK(strongest(calendar.findings.documents.at(0).evidence) == policy::Strength::certain);
    const auto uu = analyse(
        mail_of("text/plain", "Dag\r\n\r\nbegin 644 nota.txt\r\n04E).(#@W,#0Q,CDX-S(S\"@  \r\n`\r\nend\r\n"), {});
    INFO(text_of(uu.findings.documents.at(0).evidence));
    CHECK(strongest(uu.findings.documents.at(0).evidence) == policy::Strength::certain);
}

TEST_CASE("a picture in a rich text that is larger than a signature's is not taken for read, however long the text") {
    const auto with_picture = [](std::size_t digits) {
        const std::string text(400, 'a');
        const auto rtf = "{\\rtf1 " + text + "{\\pict\\pngblip " + std::string(digits, '0') + "}}";
        return scanned(rtf, "brief.rtf", "application/rtf").unscannable;
    };
    CHECK_FALSE(with_picture(4000));
    CHECK(with_picture(100'000) == policy::Unscannable::unreadable_picture);
}

TEST_CASE("bounds on text, entries and nesting are kept, and what was found before stands") {
    AnalyseLimits limits;
    limits.max_text_bytes = 2000;
    const auto large = analyse(mail_of("text/plain", "RRN 87.04.12-987.23\r\n"), limits);
    CHECK_FALSE(large.findings.documents.at(0).unscannable);
    const auto cut = analyse(mail_of("text/plain", std::string(3000, 'a')), limits);
    CHECK(cut.findings.documents.at(0).unscannable == policy::Unscannable::too_large);
    limits = {};
    limits.max_archive_entries = 1;
    const auto entries = analyse(mail_with(file_content(folder + "plain.zip"), "a.zip", "application/zip"), limits);
    CHECK(entries.findings.documents.at(1).unscannable == policy::Unscannable::too_large);
    limits = {};
    limits.soft_deadline = std::chrono::milliseconds{0};
    const auto slow = analyse(mail_of("text/plain", "tekst"), limits);
    CHECK(slow.findings.documents.at(0).unscannable == policy::Unscannable::too_slow);
}

TEST_CASE("an archive without its directory counts as broken, and what is found in it is evidence all the same") {
    const auto whole = file_content(folder + "column.xlsx");
    REQUIRE_FALSE(scanned(whole, "a.xlsx").unscannable);
    using namespace std::string_literals;
    for (const auto& damaged :
         {whole.substr(0, whole.find("PK\x01\x02"s)), whole.substr(0, whole.rfind("PK\x05\x06"s)),
          whole.substr(0, whole.find("PK\x01\x02"s)) + whole.substr(whole.rfind("PK\x05\x06"s))}) {
        const auto document = scanned(damaged, "a.xlsx");
        CHECK(document.unscannable == policy::Unscannable::broken);
        CHECK(strongest(document.evidence) == policy::Strength::certain);
    }
    CHECK_FALSE(scanned("PK\x05\x06"s + std::string(18, '\0'), "leeg.zip").unscannable);
}

TEST_CASE("notes and form values of a PDF are searched, and a drawn line is no writing") {
    const std::string words = "BT/F 9 Tf 9 9 Td(Gewone tekst)Tj ET";
    CHECK_FALSE(scanned(pdf_page(words), "a.pdf").unscannable);
    const auto note =
        scanned(pdf_page(words, "/Type/Annot/Subtype/Text/Contents(RRN 87.04.12\\055987.23 \\(kind\\))"), "a.pdf");
    REQUIRE(find(note.evidence, "rrn") != nullptr);
    CHECK(find(note.evidence, "rrn")->place == "opmerkingen en velden");
    const auto field = scanned(pdf_page(words, "/Type/Annot/Subtype/Widget/FT/Tx/V (87041298723)"), "a.pdf");
    CHECK(find(field.evidence, "rrn.bare") != nullptr);
    CHECK_FALSE(scanned(pdf_page("0 0 m 9 9 l S"), "a.pdf").unscannable);
}

TEST_CASE("once warm, documents are read without opening a file") {
    warm_up();
    const std::vector<std::string> messages{
        mail_with(file_content(folder + "body.pdf"), "a.pdf", "application/pdf"),
        mail_with(file_content(folder + "column.xlsx"), "a.xlsx", "application/zip"),
        mail_with(file_content(folder + "header.odt"), "a.odt", "application/zip"),
        mail_with(file_content(folder + "nested.zip"), "a.zip", "application/zip"),
        mail_of("text/html; charset=windows-1252", "<p>Pati\xEBnt 87.04.12-987.23</p>"),
        mail_of("text/plain; charset=iso-2022-jp", "RRN 87.04.12-987.23"),
        mail_of("text/plain; charset=gb18030", "RRN 87.04.12-987.23")};
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        int failed = ::open("/dev/null", 0) == -1 ? 0 : 100;
        for (const auto& message : messages) {
            const auto document = analyse(message, {}).findings.documents.back();
            if (document.unscannable || strongest(document.evidence) != policy::Strength::certain) ++failed;
        }
        ::_exit(failed);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
