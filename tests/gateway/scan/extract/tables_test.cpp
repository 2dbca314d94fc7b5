#include "gateway/scan/detect/rrn.h"
#include "tests/gateway/scan/detect/vectors.h"
#include "tests/gateway/scan/extract/mail_builder.h"

namespace sluis::scan {
namespace {

std::vector<policy::Evidence> evidence_in_table(const std::string& csv) {
    const auto report = analyse(mail_with(csv, "lijst.csv", "text/csv"), {});
    REQUIRE(report.findings.documents.size() == 2);
    return report.findings.documents[1].evidence;
}

}  // namespace

TEST_CASE("tables come to what their vectors say: by headings, by columns, by what stands in one row") {
    const auto vectors = detect_vectors("tables");
    REQUIRE(vectors.size() >= 20);
    for (const auto& vector : vectors) {
        INFO(vector.text);
        CHECK(fault_of(vector, evidence_in_table(vector.text)) == "");
    }
}

TEST_CASE("a column of ten thousand codes has some that fit, and is no list of persons") {
    std::string csv = "Code;Bedrag\n";
    std::size_t fitting = 0;
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        const auto code = std::to_string(10'000'000'000 + i * 7'919'993 % 89'999'999'999);
        fitting += rrn::validate(code, rrn::today()) ? 1 : 0;
        csv += code + ";" + std::to_string(i) + ",50\n";
    }
    CHECK(fitting > 0);
    for (const auto& piece : evidence_in_table(csv)) CHECK(piece.strength < policy::Strength::strong);
}

}  // namespace sluis::scan
