#include "tests/gateway/scan/detect/vectors.h"

#include "gateway/scan/detect/detect.h"

namespace sluis::scan {
namespace {

std::vector<policy::Evidence> evidence_in(const std::string& text) {
    People people;
    Collector collector{people};
    detect(text, {"", 1, false, false}, collector);
    auto found = collector.take();
    const auto settled = people.settled();
    for (auto& piece : found) {
        if (piece.person) piece.person = settled.at(*piece.person);
    }
    return found;
}

}  // namespace

TEST_CASE("texts come to what their vectors say, and to no more") {
    for (const auto* table :
         {"names", "birth_dates", "addresses", "contact_data", "accounts", "lookalikes", "words", "combinations"}) {
        const auto vectors = detect_vectors(table);
        REQUIRE(vectors.size() >= 9);
        for (const auto& vector : vectors) {
            INFO(table << ": " << vector.text);
            CHECK(fault_of(vector, evidence_in(vector.text)) == "");
        }
    }
}

}  // namespace sluis::scan
