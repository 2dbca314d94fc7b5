#include "gateway/scan/report.h"

#include <catch2/catch.hpp>

#include "gateway/scan/bounds.h"
#include "tests/gateway/scan/sample_report.h"

namespace sluis::scan {
namespace {

const mime::Limits limits;

Report decoded(const Report& report) {
    auto result = decode(encode(report), sample_size, limits);
    REQUIRE(result);
    return std::move(*result);
}

TEST_CASE("an answer comes back as it was sent, to the last octet", "[scan][report]") {
    const Report report = sample_report();

    const Report back = decoded(report);

    CHECK(encode(back) == encode(report));
    REQUIRE(back.structure.entities.size() == 5);
    CHECK(back.structure.entities[2].path == "2");
    CHECK(back.structure.entities[2].boundary == "b2");
    CHECK(back.structure.entities[2].fields.at(0).range == mime::Range{210, 250});
    CHECK(back.structure.entities[4].encoding == mime::TransferEncoding::base64);
    CHECK(back.structure.entities[4].parent == 2);
    CHECK(back.structure.values == report.structure.values);
    CHECK(back.findings.subject == "Verslag [dossier:D-1]");
    CHECK(back.findings.protection == policy::Protection::smime_signed);
    CHECK(back.findings.sealed);
    CHECK(back.findings.link_hosts == report.findings.link_hosts);
    REQUIRE(back.findings.documents.size() == 3);
    const policy::Document& pdf = back.findings.documents[2];
    CHECK(pdf.file_name == "verslag é.pdf");
    CHECK(pdf.unscannable == policy::Unscannable::unreadable_picture);
    CHECK(pdf.evidence.at(0).masked == "87.••.••-•••.23");
    CHECK(pdf.evidence.at(0).person == 0U);
    CHECK(pdf.evidence.at(1).person == 99'999U);
    CHECK(pdf.evidence.at(1).strength == policy::Strength::negative);
    CHECK(pdf.head == "Evolutieverslag\nOpgesteld door");
    CHECK_FALSE(back.findings.unscannable);
    CHECK(back.candidates == report.candidates);
    CHECK_FALSE(back.candidates_cut);
}

TEST_CASE("an answer cut at any octet, or with one more, is refused", "[scan][report]") {
    const std::string answer = encode(sample_report());

    for (std::size_t size = 0; size < answer.size(); ++size) {
        INFO("cut to " << size << " octets");
        CHECK_FALSE(decode(std::string_view{answer}.substr(0, size), sample_size, limits));
    }
    CHECK_FALSE(decode(answer + '\0', sample_size, limits));
}

TEST_CASE("an answer with any one octet changed is refused or still keeps every promise", "[scan][report]") {
    const std::string answer = encode(sample_report());
    for (std::size_t i = 0; i < answer.size(); ++i) {
        for (const int flip : {0x01, 0x80, 0xFF}) {
            std::string changed = answer;
            changed[i] = static_cast<char>(changed[i] ^ flip);
            const auto report = decode(changed, sample_size, limits);
            // What is let through is in the one form that encode() writes: no second spelling of an answer exists.
            if (report) CHECK(encode(*report) == changed);
        }
    }
}

TEST_CASE("the opaque report of any size is a good answer, and says why", "[scan][report]") {
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 40}) {
        const auto report = decode(encode(opaque(size, policy::Unscannable::too_slow)), size, limits);
        REQUIRE(report);
        CHECK(report->findings.unscannable == policy::Unscannable::too_slow);
        REQUIRE(report->findings.documents.size() == 1);
        CHECK(report->findings.documents[0].unscannable == policy::Unscannable::too_slow);
        CHECK(report->findings.documents[0].part.empty());
        CHECK(report->structure.entities.at(0).body == mime::Range{0, size});
    }
}

TEST_CASE("an unscannable message may answer with one document for its whole", "[scan][report]") {
    Report report = sample_report();
    report.findings.unscannable = policy::Unscannable::ambiguous;
    report.findings.documents = {report.findings.documents[2]};
    report.findings.documents[0].part = "";
    report.candidates.clear();

    CHECK(decode(encode(report), sample_size, limits));

    report.findings.unscannable.reset();
    CHECK_FALSE(decode(encode(report), sample_size, limits));
}

TEST_CASE("an honest child's texts are made fit to be shown before they leave it", "[scan][report]") {
    Report report = sample_report();
    report.findings.subject = "a\r\nb\x80 c\u202Ed\u0085";
    policy::Document& document = report.findings.documents[2];
    document.file_name = "../map\\x\t.pdf";
    document.media_type = "Application/PDF";
    document.title = std::string(255, 'a') + "é";
    document.head = std::string(3000, 'h');
    document.evidence[0].person = 4'000'000'000U;
    report.structure.entities[0].fields[0].name = "From";

    const Report back = decoded(report);

    CHECK(back.findings.subject == "a  b\uFFFD c d ");
    CHECK(back.findings.documents[2].file_name == ".._map_x .pdf");
    CHECK(back.findings.documents[2].media_type == "application/pdf");
    CHECK(back.findings.documents[2].title == std::string(255, 'a'));
    CHECK(back.findings.documents[2].head.size() == bounds::head);
    CHECK(back.findings.documents[2].evidence[0].person == bounds::persons - 1);
    CHECK(back.structure.entities[0].fields[0].name == "from");
}

TEST_CASE("hosts of links go in order, each once, and what is no host stays behind", "[scan][report]") {
    Report report = sample_report();
    report.findings.link_hosts = {"b.example", "a.example", "b.example", "A.example",          "",
                                  "a b",       "[x]",       "x/y",       std::string(254, 'a')};

    CHECK(decoded(report).findings.link_hosts == std::vector<std::string>{"a.example", "b.example"});

    report.findings.link_hosts.clear();
    for (int i = 0; i < 100; ++i) report.findings.link_hosts.push_back("h" + std::to_string(i));
    CHECK(decoded(report).findings.link_hosts.size() == bounds::link_hosts);
}

TEST_CASE("of more evidence than an answer holds, the strongest goes", "[scan][report]") {
    Report report = sample_report();
    auto& evidence = report.findings.documents[0].evidence;
    evidence.assign(bounds::evidence + 50, {"word.health", policy::Strength::weak, "", "", std::nullopt});
    evidence.back() = {"rrn", policy::Strength::certain, "", "", 3U};

    const Report back = decoded(report);

    REQUIRE(back.findings.documents[0].evidence.size() == bounds::evidence);
    CHECK(back.findings.documents[0].evidence[0].detector == "rrn");
}

}  // namespace
}  // namespace sluis::scan
