#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "gateway/scan/bounds.h"
#include "gateway/scan/report.h"
#include "gateway/scan/wire.h"
#include "tests/gateway/scan/sample_report.h"

namespace sluis::scan {
namespace {

const mime::Limits limits;

struct Lie {
    const char* what;
    std::function<void(Report&)> tell;
};

std::vector<mime::Entity>& entities(Report& report) {
    return report.structure.entities;
}
std::vector<policy::Document>& documents(Report& report) {
    return report.findings.documents;
}

const std::vector<Lie> lies = {
    {"no entity", [](Report& r) { entities(r).clear(); }},
    {"a body beyond the message", [](Report& r) { entities(r)[0].body.end = sample_size + 1; }},
    {"a body that ends before the message", [](Report& r) { entities(r)[0].body.end = sample_size - 1; }},
    {"a range near the end of numbers", [](Report& r) { entities(r)[0].body.end = ~0ULL; }},
    {"a reversed body",
     [](Report& r) {
         entities(r)[1].body = {200, 130};
     }},
    {"a reversed header",
     [](Report& r) {
         entities(r)[1].header = {130, 110};
     }},
    {"a body that begins within its header", [](Report& r) { entities(r)[1].body.begin = 129; }},
    {"a part beyond its parent", [](Report& r) { entities(r)[4].body.end = 901; }},
    {"a part that begins in its parent's header", [](Report& r) { entities(r)[1].header.begin = 99; }},
    {"a part over its elder sibling", [](Report& r) { entities(r)[4].header.begin = 499; }},
    {"siblings in reverse",
     [](Report& r) {
         std::swap(entities(r)[3].header, entities(r)[4].header);
         std::swap(entities(r)[3].body, entities(r)[4].body);
     }},
    {"siblings with the same octets",
     [](Report& r) {
         entities(r)[4].header = entities(r)[3].header;
         entities(r)[4].body = entities(r)[3].body;
     }},
    {"a message with a parent", [](Report& r) { entities(r)[0].parent = 0; }},
    {"a message with a path", [](Report& r) { entities(r)[0].path = "1"; }},
    {"a second message", [](Report& r) { entities(r)[1].parent = -1; }},
    {"a part that is its own parent", [](Report& r) { entities(r)[1].parent = 1; }},
    {"a parent that comes later", [](Report& r) { entities(r)[1].parent = 2; }},
    {"a parent that does not exist", [](Report& r) { entities(r)[1].parent = 1999; }},
    {"a parent below none", [](Report& r) { entities(r)[1].parent = -2; }},
    {"a leaf as parent", [](Report& r) { entities(r)[2].is_leaf = true; }},
    {"a return to a parent that was left",
     [](Report& r) {
         mime::Entity late = entities(r)[1];
         late.parent = 2;
         late.path = "2.3";
         late.header = late.body = {895, 895};
         mime::Entity third = late;
         third.parent = 0;
         third.path = "3";
         third.header = third.body = {950, 950};
         entities(r).push_back(third);
         entities(r).push_back(late);
         documents(r).push_back(documents(r)[0]);
         documents(r).back().part = "3";
         documents(r).push_back(documents(r)[0]);
         documents(r).back().part = "2.3";
     }},
    {"a path of another part", [](Report& r) { entities(r)[1].path = "2"; }},
    {"a path that skips a number",
     [](Report& r) {
         entities(r)[4].path = "2.3";
         documents(r)[2].part = "2.3";
     }},
    {"a path with other characters", [](Report& r) { documents(r)[2].part = "2/2"; }},
    {"a path without end", [](Report& r) { entities(r)[1].path = std::string(bounds::path + 1, '1'); }},
    {"a field outside its header", [](Report& r) { entities(r)[0].fields[1].range.end = 101; }},
    {"fields that overlap", [](Report& r) { entities(r)[0].fields[1].range.begin = 19; }},
    {"a reversed field",
     [](Report& r) {
         entities(r)[0].fields[0].range = {20, 10};
     }},
    {"too many fields",
     [](Report& r) {
         entities(r)[0].fields.assign(limits.max_header_fields + 1, {"x", {0, 0}});
     }},
    {"a boundary with a line end", [](Report& r) { entities(r)[0].boundary = "b\r\nBcc: x"; }},
    {"a boundary without end", [](Report& r) { entities(r)[0].boundary = std::string(bounds::boundary + 1, 'b'); }},
    {"an unknown encoding", [](Report& r) { entities(r)[1].encoding = static_cast<mime::TransferEncoding>(3); }},
    {"more values than the limit",
     [](Report& r) {
         r.structure.values.assign(bounds::values + 1, {"a", "b"});
     }},
    {"a candidate of a document that is not there", [](Report& r) { r.candidates[0].document = 3; }},
    {"a candidate of a document near the end of numbers", [](Report& r) { r.candidates[0].document = 0xfffffffe; }},
    {"a candidate of an unknown kind", [](Report& r) { r.candidates[2].kind = static_cast<match::Kind>(7); }},
    {"a national number with letters", [](Report& r) { r.candidates[0].value = "8704129872x"; }},
    {"a national number of ten digits", [](Report& r) { r.candidates[0].value = "8704129872"; }},
    {"a name with capitals", [](Report& r) { r.candidates[2].value = "Ekstermans Lore"; }},
    {"a name with digits", [](Report& r) { r.candidates[2].value = "ekstermans lore 1"; }},
    {"a candidate without a value", [](Report& r) { r.candidates[2].value = ""; }},
    {"an address without its sign", [](Report& r) { r.candidates[3].value = "lore"; }},
    {"an address over two lines", [](Report& r) { r.candidates[3].value = "lore@post.example\nx"; }},
    {"an address with a NUL",
     [](Report& r) {
         r.candidates[3].value = std::string{"lore@post\0x", 11};
     }},
    {"a candidate longer than any value", [](Report& r) { r.candidates[2].value.assign(161, 'a'); }},
    {"a leaf without a document", [](Report& r) { documents(r).pop_back(); }},
    {"a document without a leaf", [](Report& r) { documents(r).push_back(documents(r)[2]); }},
    {"no document at all", [](Report& r) { documents(r).clear(); }},
    {"documents in another order", [](Report& r) { std::swap(documents(r)[0], documents(r)[1]); }},
    {"a document for a multipart", [](Report& r) { documents(r)[2].part = "2"; }},
    {"a document larger than its message", [](Report& r) { documents(r)[2].size = sample_size + 1; }},
    {"an unknown role", [](Report& r) { documents(r)[0].role = static_cast<policy::Role>(5); }},
    {"an unknown reason", [](Report& r) { documents(r)[0].unscannable = static_cast<policy::Unscannable>(8); }},
    {"an unknown reason for all", [](Report& r) { r.findings.unscannable = static_cast<policy::Unscannable>(200); }},
    {"an unknown protection", [](Report& r) { r.findings.protection = static_cast<policy::Protection>(5); }},
    {"an unknown strength", [](Report& r) { documents(r)[2].evidence[0].strength = static_cast<policy::Strength>(4); }},
    {"evidence of no detector", [](Report& r) { documents(r)[2].evidence[0].detector = ""; }},
    {"a detector that is no name", [](Report& r) { documents(r)[2].evidence[0].detector = "rrn 87"; }},
};

TEST_CASE("every lie about the structure or the findings is refused", "[scan][report]") {
    for (const Lie& lie : lies) {
        INFO(lie.what);
        Report report = sample_report();
        lie.tell(report);
        CHECK_FALSE(decode(encode(report), sample_size, limits));
    }
}

TEST_CASE("parts deeper or more than the limits are refused, as many as the limits are not", "[scan][report]") {
    mime::Limits tight;
    tight.max_depth = 2;
    tight.max_parts = 5;
    const std::string answer = encode(sample_report());
    CHECK(decode(answer, sample_size, tight));

    tight.max_depth = 1;
    CHECK_FALSE(decode(answer, sample_size, tight));
    tight.max_depth = 2;
    tight.max_parts = 4;
    CHECK_FALSE(decode(answer, sample_size, tight));
    tight.max_parts = 5;
    tight.max_header_bytes = 99;
    CHECK_FALSE(decode(answer, sample_size, tight));
}

// encode() makes texts harmless, so a lying text is put in by its octets.
std::string with_text(const std::string& answer, std::string_view honest, std::string_view lying) {
    REQUIRE(honest.size() == lying.size());
    std::string changed = answer;
    const std::size_t place = changed.find(honest);
    REQUIRE(place != std::string::npos);
    return changed.replace(place, honest.size(), lying);
}

TEST_CASE("a text that is no UTF-8, or that steers what shows it, is refused", "[scan][report]") {
    const std::string answer = encode(sample_report());
    const std::pair<const char*, std::string> texts[] = {
        {"Verslag", "Ver\xFFlag"},
        {"Verslag", std::string{"Vers\0ag", 7}},
        {"Verslag", "Ver\r\nag"},
        {"Verslag", "Ver\x1B[mg"},
        {"Verslag", "Vers\xC0\xAFg"},
        {"Verslag", "Ver\xED\xA0\x80g"},
        {"Verslag", "Ver\xE2\x80\xAEg"},
        {"Verslag", "Vers\xC2\x85g"},
        {"Verslag",
         "Vers\x7F"
         "ag"},

        {"verslag", "ver/lag"},
        {"verslag", "ver\\lag"},
        {"verslag", "ver\nlag"},
        {"pagina", "pag\tna"},
        {"regel", "re\rel"},
        {"regel", std::string{"re\0el", 5}},
        {"87.", "8\xE2."},
        {"sensitivity", "sensitivitY"},
        {"subject", "Subject"},
        {"application/pdf", "application/PDF"},
        {"Private", "Priv\nte"},
        {"Private", "Privat\xC3"},
        {"Evolutie", "Evol\xF5tie"},
    };
    REQUIRE(decode(answer, sample_size, limits));
    for (const auto& [honest, lying] : texts) {
        INFO(honest << " " << lying.size());
        CHECK_FALSE(decode(with_text(answer, honest, lying), sample_size, limits));
    }
}

// An answer's beginning: the magic and a record of counts.
std::string counting(std::uint32_t entities, std::uint32_t values, std::uint32_t documents,
                     std::uint32_t candidates = 4) {
    Writer counts;
    counts.u32(entities);
    counts.u32(values);
    counts.u32(documents);
    counts.u32(candidates);
    Writer answer;
    answer.raw(bounds::magic);
    answer.u8('C');
    answer.text(counts.bytes());
    return answer.bytes();
}

TEST_CASE("a giant count is refused before anything is made for it", "[scan][report]") {
    mime::Limits wide;
    wide.max_parts = ~std::size_t{0};
    const std::string rest = encode(sample_report()).substr(counting(0, 0, 0).size());

    REQUIRE(decode(counting(5, 2, 3) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(0xFFFFFFFF, 2, 3) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(5, 0xFFFFFFFF, 3) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(5, 2, 0xFFFFFFFF) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(5, 2, 3, 0xFFFFFFFF) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(5, 2, 3, 5) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(5, 2, 3, 3) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(6, 2, 3) + rest, sample_size, wide));
    CHECK_FALSE(decode(counting(4, 2, 3) + rest, sample_size, wide));
}

TEST_CASE("a record or a text longer than what follows is refused", "[scan][report]") {
    std::string answer = encode(sample_report());
    const std::size_t first_entity_length = counting(0, 0, 0).size() + 1;
    for (const char octet : {'\x00', '\x7F', '\xFF'}) {
        std::string changed = answer;
        changed[first_entity_length + 3] = octet;
        changed[first_entity_length + 2] = octet;
        if (octet != 0) CHECK_FALSE(decode(changed, sample_size, limits));
    }
}

TEST_CASE("an answer of another version is refused", "[scan][report]") {
    std::string answer = encode(sample_report());
    answer[bounds::magic.size() - 1] = static_cast<char>(bounds::magic.back() + 1);
    CHECK_FALSE(decode(answer, sample_size, limits));
    CHECK_FALSE(decode("", sample_size, limits));
}

}  // namespace
}  // namespace sluis::scan
