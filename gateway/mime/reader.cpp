#include "gateway/mime/reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "gateway/mime/ascii.h"
#include "gateway/mime/delimiters.h"
#include "gateway/mime/entity_header.h"

namespace sluis::mime {
namespace {

class Reader {
public:
    Reader(std::string_view message, const Limits& limits) : message_{message}, limits_{limits} {}

    Result<Reading, ReadFailure> read() {
        read_entity(nullptr);
        while (!failure_ && at_ < message_.size()) {
            const auto found = next_delimiter();
            if (!found) break;
            take(*found);
        }
        if (failure_) return tl::unexpected<ReadFailure>(*failure_);
        end_all();
        doubt_empty_multiparts();
        if (has_crlf_ && has_lf_) doubts_.add(Ambiguity::mixed_line_ends);
        return Reading{std::move(structure_), doubts_.list()};
    }

private:
    struct Found {
        Delimiter delimiter;
        std::size_t content_end;  // Of what stood before it.
        std::size_t text_end;     // Of its line, without the line's end.
    };

    std::optional<Found> next_delimiter();
    void take(const Found& found);
    void read_entity(OpenMultipart* parent);
    void open_multipart(const EntityHeader& header, int index);
    void end_open_above(std::size_t keep, std::size_t end);
    void end_all();
    void doubt_empty_multiparts();
    void note_line_end(std::size_t feed);

    std::string_view message_;
    const Limits& limits_;
    Structure structure_;
    Doubts doubts_;
    std::vector<OpenMultipart> open_;
    std::optional<ReadFailure> failure_;
    std::size_t at_ = 0;     // Always at the beginning of a line.
    std::size_t floor_ = 0;  // No entity ends before this.
    int leaf_ = -1;          // The leaf whose body is being read.
    std::size_t fields_ = 0;
    bool has_crlf_ = false;
    bool has_lf_ = false;
};

void Reader::note_line_end(std::size_t feed) {
    (feed > 0 && message_[feed - 1] == '\r' ? has_crlf_ : has_lf_) = true;
}

// Reads on to the next line that is a delimiter of an open multipart.
std::optional<Reader::Found> Reader::next_delimiter() {
    if (open_.empty()) return std::nullopt;
    while (at_ < message_.size()) {
        const std::size_t begin = at_;
        const void* feed = std::memchr(message_.data() + begin, '\n', message_.size() - begin);
        const std::size_t end = feed == nullptr
                                    ? message_.size()
                                    : static_cast<std::size_t>(static_cast<const char*>(feed) - message_.data());
        at_ = std::min(end + 1, message_.size());
        if (end - begin < 3 || message_[begin] != '-' || message_[begin + 1] != '-') continue;

        const std::string_view line = first_line(message_.substr(begin, at_ - begin)).text;
        const DelimiterMatch match = match_delimiter(line, open_);
        if (match.begins_like_one) doubts_.add(Ambiguity::boundary_with_more);
        if (!match.delimiter) continue;

        if (feed != nullptr) note_line_end(end);
        std::size_t content_end = begin;
        if (content_end > 0) --content_end;
        if (content_end > 0 && begin > 0 && message_[content_end - 1] == '\r') --content_end;
        return Found{*match.delimiter, std::max(content_end, floor_), begin + line.size()};
    }
    return std::nullopt;
}

void Reader::take(const Found& found) {
    if (leaf_ >= 0) structure_.entities[static_cast<std::size_t>(leaf_)].body.end = found.content_end;
    leaf_ = -1;
    end_open_above(found.delimiter.multipart, found.content_end);
    floor_ = found.text_end;

    OpenMultipart& multipart = open_.back();
    if (found.delimiter.closing) {
        multipart.ended = true;
        return;
    }
    if (multipart.ended) doubts_.add(Ambiguity::parts_after_the_end);
    multipart.ended = false;
    read_entity(&multipart);
}

void Reader::end_open_above(std::size_t keep, std::size_t end) {
    while (open_.size() > keep + 1) {
        structure_.entities[static_cast<std::size_t>(open_.back().entity)].body.end = end;
        open_.pop_back();
    }
}

void Reader::end_all() {
    if (leaf_ >= 0) structure_.entities[static_cast<std::size_t>(leaf_)].body.end = message_.size();
    for (const auto& multipart : open_) {
        structure_.entities[static_cast<std::size_t>(multipart.entity)].body.end = message_.size();
    }
}

void Reader::doubt_empty_multiparts() {
    const auto& entities = structure_.entities;
    for (std::size_t i = 0; i < entities.size(); ++i) {
        // Entities come in the order of the message: a first part stands right after its multipart.
        const bool has_part = i + 1 < entities.size() && entities[i + 1].parent == static_cast<int>(i);
        if (!entities[i].is_leaf && !has_part) doubts_.add(Ambiguity::no_parts);
    }
}

void Reader::read_entity(OpenMultipart* parent) {
    if (structure_.entities.size() >= limits_.max_parts) {
        failure_ = ReadFailure::too_large;
        return;
    }
    auto header = read_entity_header(message_, at_, open_, limits_, doubts_);
    if (!header) {
        failure_ = header.error();
        return;
    }
    if (header->crlf_lines) has_crlf_ = true;
    if (header->lf_lines) has_lf_ = true;

    Entity& entity = structure_.entities.emplace_back();
    const int index = static_cast<int>(structure_.entities.size()) - 1;
    entity.header = {at_, header->end};
    entity.body = {header->end, header->end};
    entity.encoding = header->encoding;
    entity.media_type = header->media_type;
    if (parent != nullptr) {
        const std::string& above = structure_.entities[static_cast<std::size_t>(parent->entity)].path;
        entity.parent = parent->entity;
        entity.path = (above.empty() ? "" : above + ".") + std::to_string(++parent->parts);
        if (!header->has_type && parent->is_digest) entity.media_type = "message/rfc822";
    } else {
        structure_.values = std::move(header->values);
    }
    at_ = header->end;
    floor_ = header->end;

    if (parent == nullptr || !header->boundaries.empty()) {
        fields_ += header->fields.size();
        if (fields_ > limits_.max_kept_fields) failure_ = ReadFailure::too_large;
        entity.fields = std::move(header->fields);
    }
    if (header->boundaries.empty()) {
        leaf_ = index;
    } else {
        open_multipart(*header, index);
    }
}

void Reader::open_multipart(const EntityHeader& header, int index) {
    if (open_.size() >= limits_.max_depth) {
        failure_ = ReadFailure::too_deep;
        return;
    }
    for (const auto& boundary : header.boundaries) {
        const bool is_used = std::any_of(open_.begin(), open_.end(), [&](const OpenMultipart& multipart) {
            return std::find(multipart.boundaries.begin(), multipart.boundaries.end(), boundary) !=
                   multipart.boundaries.end();
        });
        if (is_used) doubts_.add(Ambiguity::boundary_used_twice);
    }
    Entity& entity = structure_.entities[static_cast<std::size_t>(index)];
    entity.is_leaf = false;
    entity.boundary = printable(header.boundaries.front());
    open_.push_back({index, header.boundaries, 0, false, entity.media_type == "multipart/digest"});
}

}  // namespace

Result<Reading, ReadFailure> read_message(std::string_view message, const Limits& limits) {
    return Reader{message, limits}.read();
}

Result<Structure, ReadFailure> read_structure(std::string_view message, const Limits& limits) {
    auto reading = read_message(message, limits);
    if (!reading) return tl::unexpected<ReadFailure>(reading.error());
    return std::move(reading->structure);
}

std::vector<Range> outside_parts(const Structure& structure) {
    std::vector<Range> outside;
    std::vector<std::uint64_t> seen(structure.entities.size(), 0);
    // Entities come in the order of the message: what a multipart holds before its next part is outside.
    for (std::size_t i = 0; i < structure.entities.size(); ++i) {
        const Entity& entity = structure.entities[i];
        seen[i] = entity.body.begin;
        if (entity.parent < 0) continue;
        auto& from = seen[static_cast<std::size_t>(entity.parent)];
        if (from < entity.header.begin) outside.push_back({from, entity.header.begin});
        from = entity.body.end;
    }
    for (std::size_t i = 0; i < structure.entities.size(); ++i) {
        const Entity& entity = structure.entities[i];
        if (!entity.is_leaf && seen[i] < entity.body.end) outside.push_back({seen[i], entity.body.end});
    }
    std::sort(outside.begin(), outside.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
    return outside;
}

std::string_view octets(std::string_view message, const Range& range) noexcept {
    if (range.begin > range.end || range.end > message.size()) return {};
    return message.substr(range.begin, range.end - range.begin);
}

}  // namespace sluis::mime
