#include "gateway/pipeline/trust_fields.h"

#include <catch2/catch.hpp>

using namespace sluis::pipeline;

namespace {

struct Watched {
    std::vector<std::string> values;
    std::string kept;
    bool ended = false;
};

/// What becomes of a message that arrives in pieces of this size.
Watched watched(const std::string& message, bool secret, std::size_t piece) {
    TrustFields fields{{{"X-Proof", secret}}};
    Watched out;
    for (std::size_t at = 0; at < message.size(); at += piece) fields.read(message.substr(at, piece), out.kept);
    out.ended = fields.header_ended();
    fields.finish(out.kept);
    out.values = fields.values("x-proof");
    return out;
}

const std::string before = "Received: by x\r\n";
const std::string after = "Subject: s\r\n\r\nX-Proof: in the body\r\n";

}  // namespace

TEST_CASE("a trust field is found in any case and folded, however the octets arrive", "[relay][cloud]") {
    for (const char* field : {"X-Proof: abc def\r\n", "x-PROOF:abc def\r\n", "X-Proof \t: abc def \t\r\n",
                              "X-Proof:\r\n abc\r\n\t def\r\n", "X-Proof: abc\r\n \r\n def\r\n"}) {
        const auto message = before + field + after;
        for (const std::size_t piece : {1UL, 2UL, 7UL, 1000UL}) {
            INFO(field << " in pieces of " << piece);
            const auto seen = watched(message, false, piece);
            CHECK(seen.ended);
            CHECK(seen.kept == message);
            CHECK(seen.values == std::vector<std::string>{"abc def"});
            CHECK(watched(message, true, piece).kept == before + after);
        }
    }
}

TEST_CASE("a secret field goes with its folds, and nothing else does", "[relay][cloud]") {
    const std::string message =
        "X-Proof: one\r\n two\r\nX-Proofs: stays\r\nTo: a\r\n X-Proof: a fold of To\r\n" + after;
    CHECK(watched(message, true, 3).kept == "X-Proofs: stays\r\nTo: a\r\n X-Proof: a fold of To\r\n" + after);
}

TEST_CASE("a trust field that stands there twice is told twice, also behind a line that is no field",
          "[relay][cloud]") {
    CHECK(watched("X-Proof: a\r\nX-Proof: b\r\n" + after, false, 5).values.size() == 2);
    CHECK(watched("X-Proof: a\r\nno field at all\r\nx-proof: b\r\n" + after, false, 5).values.size() == 2);
    CHECK(watched("X-Proof: a\r\nX-Proof: b\r\nX-Proof: c\r\n" + after, false, 5).values.size() == 2);
}

TEST_CASE("a trust field in the body is none, and a message without an empty line is all header", "[relay][cloud]") {
    CHECK(watched("\r\nX-Proof: a\r\n", true, 4).values.empty());
    CHECK(watched("\r\nX-Proof: a\r\n", true, 4).kept == "\r\nX-Proof: a\r\n");
    const auto cut = watched("Subject: s\r\nX-Proof: a\r\n", true, 4);
    CHECK_FALSE(cut.ended);
    CHECK(cut.values == std::vector<std::string>{"a"});
    CHECK(cut.kept == "Subject: s\r\n");
}

TEST_CASE("a line without measure is not held, and a secret without measure goes all the same", "[relay][cloud]") {
    const std::string endless(300'000, 'x');
    const auto subject = watched("Subject: " + endless + "\r\n" + after, true, 1000);
    CHECK(subject.kept == "Subject: " + endless + "\r\n" + after);
    const auto secret = watched("X-Proof: " + endless + "\r\n more\r\n" + after, true, 1000);
    CHECK(secret.kept == after);
    REQUIRE(secret.values.size() == 1);
    CHECK(secret.values.front().size() == TrustFields::max_value + 1);
}
