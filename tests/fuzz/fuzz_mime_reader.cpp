#include <cstdint>
#include <string_view>
#include <vector>

#include "gateway/mime/header.h"
#include "gateway/mime/reader.h"
#include "gateway/mime/rewriter.h"
#include "gateway/mime/second_opinion.h"
#include "gateway/mime/transfer.h"
#include "tests/fuzz/require.h"

namespace {

using namespace sluis::mime;

// What the parent process demands of a structure (gateway/scan/report_check.cpp).
void check(std::string_view message, const Structure& structure) {
    require(!structure.entities.empty() && structure.entities.front().header.begin == 0);
    require(structure.entities.front().body.end == message.size());
    std::vector<std::uint64_t> free_from(structure.entities.size());
    for (std::size_t i = 0; i < structure.entities.size(); ++i) {
        const Entity& entity = structure.entities[i];
        require(entity.header.begin <= entity.header.end && entity.header.end <= entity.body.begin);
        require(entity.body.begin <= entity.body.end && entity.body.end <= message.size());
        free_from[i] = entity.body.begin;
        if (i == 0) continue;
        const auto parent = static_cast<std::size_t>(entity.parent);
        require(parent < i && !structure.entities[parent].is_leaf);
        require(entity.header.begin >= free_from[parent] && entity.body.end <= structure.entities[parent].body.end);
        free_from[parent] = entity.body.end;
    }
    for (const auto& [name, value] : structure.values) require(is_valid_utf8(name) && is_valid_utf8(value));
}

void check_leaf(std::string_view message, const Entity& leaf) {
    const std::string_view header = octets(message, leaf.header);
    for (const auto& name : all_file_names(header)) require(is_valid_utf8(name) && name.size() <= 255);
    const ParameterizedValue type = content_type(header);
    const auto charset = type.parameter("charset");
    const Decoded decoded = decode(octets(message, leaf.body), leaf.encoding);
    require(decoded.content.size() <= leaf.body.size());
    require(is_valid_utf8(to_utf8(decoded.content, charset.value_or(""))));
    for (const auto& file : find_uuencoded(decoded.content)) require(file.range.end <= decoded.content.size());
    for (const auto& address : parse_addresses(header)) require(is_valid_utf8(address.name));
}

// A rewritten message reads again, and shows the notice.
void check_rewrite(std::string_view message, const Structure& structure, const std::string& path) {
    RewritePlan plan;
    plan.replaced = {path};
    plan.kept_fields = {"subject", "from"};
    plan.notice = "Content-Type: text/x-notice\r\n\r\nnotice\r\n";
    const auto segments = rewrite(structure, plan);
    if (!segments) return;
    const std::string out = assemble(message, *segments);
    require(out.size() == size_of(*segments));
    Limits wide;
    wide.max_depth += 2;
    wide.max_parts += 2;
    const auto again = read_structure(out, wide);
    if (!again) return;
    bool shows_notice = false;
    for (const auto& entity : again->entities) shows_notice |= entity.media_type == "text/x-notice";
    require(shows_notice);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view message{reinterpret_cast<const char*>(data), size};
    const auto reading = read_message(message, Limits{});
    if (!reading) return 0;
    check(message, reading->structure);
    const bool agree = second_opinion(message, *reading).empty();
    require(readings_agree(message, reading->structure) == agree);
    int rewrites = 0;
    for (const auto& entity : reading->structure.entities) {
        if (!entity.is_leaf) continue;
        check_leaf(message, entity);
        if (agree && ++rewrites <= 4) check_rewrite(message, reading->structure, entity.path);
    }
    return 0;
}
