#include "gateway/mime/rewriter.h"

#include <catch2/catch.hpp>

#include "gateway/mime/second_opinion.h"
#include "tests/gateway/mime/mails.h"

using namespace sluis::mime;
using namespace sluis::mime::test;
using Leaves = std::vector<std::string>;

namespace {

const std::string notice = "Content-Type: text/x-notice\r\n\r\nHet document staat klaar.\r\n";
const std::vector<std::string> kept{"from", "to", "subject", "x-mailer*"};

std::string rewritten(const std::string& message, const std::vector<std::string>& replaced) {
    RewritePlan plan;
    plan.replaced = replaced;
    plan.kept_fields = kept;
    plan.prepended = "Received: here\r\n";
    plan.notice = notice;
    const auto segments = rewrite(read(message), plan);
    REQUIRE(segments.has_value());
    return assemble(message, *segments);
}

RewriteFailure refusal(const Structure& structure, const std::vector<std::string>& replaced) {
    RewritePlan plan;
    plan.replaced = replaced;
    plan.notice = notice;
    const auto segments = rewrite(structure, plan);
    REQUIRE_FALSE(segments.has_value());
    return segments.error();
}

// What must hold of every rewritten message: kept leaves byte-exact and in order, replaced ones nowhere.
void check_rewritten(const std::string& message, const std::vector<std::string>& replaced, const Leaves& expected) {
    INFO(message);
    const std::string out = rewritten(message, replaced);
    INFO(out);
    const Structure after = read(out);
    CHECK(leaves(after) == expected);
    CHECK(readings_agree(out, after));
    std::size_t at = 0;
    for (const auto& entity : read(message).entities) {
        if (!entity.is_leaf) continue;
        const std::string_view body = octets(message, entity.body);
        if (std::find(replaced.begin(), replaced.end(), entity.path) != replaced.end()) {
            CHECK(out.find(body) == std::string::npos);
            continue;
        }
        const auto found = out.find(octets(message, {entity.header.begin, entity.body.end}), at);
        REQUIRE(found != std::string::npos);
        at = found + 1;
    }
    CHECK(out.find("Het document staat klaar.") == out.rfind("Het document staat klaar."));
    CHECK(out.find("preamble") == std::string::npos);
}

std::string part(const std::string& type, const std::string& body) {
    return "Content-Type: " + type + "\r\n\r\n" + body;
}

const std::string a = part("text/a", "first body");
const std::string b = part("text/b", "second body\r\n");
const std::string c = part("text/c", "third body");

}  // namespace

TEST_CASE("the notice stands where the first replaced document was, and kept leaves are byte-exact",
          "[mime][rewrite]") {
    const std::string mixed = header + multipart({a, b, c});
    check_rewritten(mixed, {"2"}, {"1 text/a", "2 text/x-notice", "3 text/c"});
    check_rewritten(mixed, {"1"}, {"1 text/x-notice", "2 text/b", "3 text/c"});
    check_rewritten(mixed, {"2", "3"}, {"1 text/a", "2 text/x-notice"});
    check_rewritten(header + multipart({a, multipart({b, c}, "IN")}), {"2.2"},
                    {"1 text/a", "2.1 text/b", "2.2 text/x-notice"});
}

TEST_CASE("a multipart that becomes empty vanishes, and the notice takes its place", "[mime][rewrite]") {
    check_rewritten(header + multipart({a, multipart({b, c}, "IN"), a}), {"2.1", "2.2"},
                    {"1 text/a", "2 text/x-notice", "3 text/a"});
    check_rewritten(header + multipart({a, multipart({multipart({b}, "X"), c}, "IN")}), {"2.1.1", "2.2"},
                    {"1 text/a", "2 text/x-notice"});
    check_rewritten(header + multipart({multipart({a, b}, "IN", "alternative"), c}), {"1.1", "1.2"},
                    {"1 text/x-notice", "2 text/c"});
    check_rewritten(header + multipart({a, b}), {"1", "2"}, {" text/x-notice"});
    check_rewritten(header + a, {""}, {" text/x-notice"});
}

TEST_CASE("the notice never hides inside alternative or related", "[mime][rewrite]") {
    const std::string alternative = multipart({a, multipart({b, c}, "REL", "related")}, "ALT", "alternative");
    check_rewritten(header + multipart({alternative, a}), {"1.2.2"},
                    {"1.1 text/a", "1.2.1 text/b", "2 text/x-notice", "3 text/a"});
    check_rewritten(header + alternative, {"2.2"}, {"1.1 text/a", "1.2.1 text/b", "2 text/x-notice"});
    const std::string no_root = rewritten(header + alternative, {"2.1"});
    CHECK(no_root.find("multipart/related") == std::string::npos);
    CHECK(rewritten(header + alternative, {"2.2"}).find("multipart/related;\r\n boundary=") != std::string::npos);
    CHECK(rewritten(header + alternative, {"2.2"}).find("type=\"text/b\"") != std::string::npos);
}

TEST_CASE("only allowed header fields stay, byte-exact, and content fields are built anew", "[mime][rewrite]") {
    const std::string message =
        "DKIM-Signature: v=1;\r\n b=x\r\nFROM:  Ann <a@x.test>\r\nX-Mailer-Y: z\r\n\tw\r\nBcc: geheim@y.test\r\n"
        "Content-Description: verslag\r\nMIME-Version: 1.0\r\nSubject: s\r\n" +
        multipart({a, b});
    const std::string out = rewritten(message, {"2"});

    CHECK(out.substr(0, out.find("Content-Type")) ==
          "Received: here\r\nFROM:  Ann <a@x.test>\r\nX-Mailer-Y: z\r\n\tw\r\n"
          "Subject: s\r\nMIME-Version: 1.0\r\n");
    RewritePlan plan{{"2"}, {"*"}, new_subject(read(message), "nieuw").value(), "", notice};
    const std::string all = assemble(message, rewrite(read(message), plan).value());
    CHECK(all.find("Subject: nieuw\r\n") != std::string::npos);
    CHECK(all.find("Subject: s") == std::string::npos);
    CHECK(all.find("Content-Description") == std::string::npos);
}

TEST_CASE("a signed multipart stays whole, or refuses", "[mime][rewrite]") {
    const std::string inner = multipart({a, "Content-Type: application/pgp-signature\r\n\r\nsig"}, "SIG",
                                        "signed; protocol=\"application/pgp-signature\"");
    const std::string message = header + multipart({inner, b});

    const std::string out = rewritten(message, {"2"});
    CHECK(out.find(inner.substr(0, inner.size() - 2)) != std::string::npos);
    CHECK(refusal(read(message), {"1.1"}) == RewriteFailure::signed_or_sealed);
    CHECK(refusal(read(header + inner), {"2"}) == RewriteFailure::signed_or_sealed);
}

TEST_CASE("a plan or structure that makes no sense is refused", "[mime][rewrite][hostile]") {
    Structure structure = read(header + multipart({a, b}));
    CHECK(refusal(structure, {}) == RewriteFailure::nothing_replaced);
    CHECK(refusal(structure, {"7"}) == RewriteFailure::unknown_part);
    CHECK(refusal(structure, {""}) == RewriteFailure::unknown_part);
    structure.entities[0].media_type = "multipart/mixed\r\nBcc: x";
    CHECK(refusal(structure, {"1"}) == RewriteFailure::bad_structure);
    structure.entities[0].media_type = "multipart/mixed";
    structure.entities[1].parent = 2;
    CHECK(refusal(structure, {"1"}) == RewriteFailure::bad_structure);
    CHECK(refusal(Structure{}, {"1"}) == RewriteFailure::bad_structure);
}

TEST_CASE("boundaries are fresh each time", "[mime][rewrite]") {
    const std::string message = header + multipart({a, b});
    CHECK(rewritten(message, {"2"}) != rewritten(message, {"2"}));
    CHECK(rewritten(message, {"2"}).find("BND") == std::string::npos);
}
