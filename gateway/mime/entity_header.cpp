#include "gateway/mime/entity_header.h"

#include <algorithm>
#include <array>
#include <optional>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"

namespace sluis::mime {
namespace {

constexpr std::size_t longest_boundary = 998;
constexpr std::size_t most_boundaries = 4;

// How far a header goes, and what was odd on the way.
struct Extent {
    std::size_t end = 0;
    std::optional<std::size_t> stray;  // The first line that is neither field nor fold.
    bool goes_on_after_stray = false;  // Fields that matter stand after it.
};

bool is_mbox_line(std::string_view line) {
    return line.substr(0, 5) == "From " || line.substr(0, 6) == ">From ";
}

bool is_field(std::string_view line) {
    const auto field = HeaderFields{line}.next();
    return field && !field->name.empty();
}

bool is_content_field(std::string_view line) {
    return equals_ignoring_case(line.substr(0, 8), "content-") && is_field(line);
}

class HeaderExtent {
public:
    HeaderExtent(std::string_view message, std::size_t begin, const std::vector<OpenMultipart>& open, Doubts& doubts)
        : message_{message}, begin_{begin}, open_{open}, doubts_{doubts} {}

    std::optional<Extent> find(std::size_t max_bytes, EntityHeader& header) {
        Extent extent;
        std::size_t at = begin_;
        for (;;) {
            const Line line = first_line(message_.substr(at));
            const bool is_delimiter = match_delimiter(line.text, open_).delimiter.has_value();
            if (line.length == 0 || is_delimiter) break;
            if (line.text.substr(0, 2) == "--" && is_own_delimiter(message_.substr(begin_, at - begin_), line.text)) {
                doubts_.add(Ambiguity::line_without_colon);
                extent.stray.reset();
                break;
            }
            note_line_end(line, header);
            at += line.length;
            if (at - begin_ > max_bytes) return std::nullopt;
            if (is_empty(line.text)) break;
            judge(line.text, at - line.length, extent);
        }
        extent.end = at;
        return extent;
    }

private:
    // True when a multipart begins here though its header lacks the empty line: clients show its first part.
    bool is_own_delimiter(std::string_view header_so_far, std::string_view line) {
        constexpr int most_tries = 16;
        if (++tries_ > most_tries) return false;
        std::vector<OpenMultipart> own(1);
        for (const auto& parameter : content_type(header_so_far).parameters) {
            if (parameter.name == "boundary" && !parameter.value.empty()) own[0].boundaries.push_back(parameter.value);
        }
        return match_delimiter(line, own).delimiter.has_value();
    }

    // CR CR LF at the end of lines comes from broken relays; such a line is empty too.
    static bool is_empty(std::string_view line) { return line.find_first_not_of('\r') == std::string_view::npos; }

    void note_line_end(const Line& line, EntityHeader& header) {
        if (line.length > line.text.size()) {
            (line.length - line.text.size() == 2 ? header.crlf_lines : header.lf_lines) = true;
        }
        if (line.text.find('\r') != std::string_view::npos) doubts_.add(Ambiguity::mixed_line_ends);
    }

    void judge(std::string_view line, std::size_t at, Extent& extent) {
        if (is_blank(line.front()) && at > begin_) return;
        if (at == begin_ && is_mbox_line(line)) return;
        // A message saved from a web page begins with a line of blanks. It becomes a fold of our Received field; who
        // takes it for the header's end shows all that follows as text, which is scanned as it stands.
        if (at == 0 && trim(line).empty()) return;
        if (!is_field(line)) {
            if (!extent.stray) extent.stray = at;
            return;
        }
        // To a client that ended the header before, these are text: it reads another message.
        if (extent.stray && (is_content_field(line) || begin_ == 0)) extent.goes_on_after_stray = true;
    }

    std::string_view message_;
    std::size_t begin_;
    const std::vector<OpenMultipart>& open_;
    Doubts& doubts_;
    int tries_ = 0;
};

// The fields that policy and pipeline read from the message's own header.
bool is_wanted_value(std::string_view name) {
    constexpr std::array wanted{
        "subject",    "from",        "sender",     "reply-to",       "date",
        "message-id", "in-reply-to", "references", "sensitivity",    "importance",
        "precedence", "list-id",     "x-priority", "auto-submitted", "x-auto-response-suppress"};
    return std::find(wanted.begin(), wanted.end(), name) != wanted.end() || name.substr(0, 8) == "x-sluis-";
}

std::string bounded(std::string text) {
    constexpr std::size_t longest_value = 4096;
    if (text.size() <= longest_value) return text;
    std::size_t end = longest_value;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
}

// The raw values that decide on the body.
struct ContentFields {
    std::vector<std::string> types;
    std::vector<std::string> encodings;
};

void add_distinct(std::vector<std::string>& values, std::string value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

// True when a limit was passed.
bool collect(std::string_view header, std::size_t begin, const Limits& limits, EntityHeader& entity,
             ContentFields& content) {
    constexpr std::size_t most_values = 500;
    constexpr std::size_t most_repeated = 8;
    HeaderFields fields{header};
    while (const auto field = fields.next()) {
        if (field->name.empty()) continue;
        if (entity.fields.size() >= limits.max_header_fields) return true;
        std::string name = mail::ascii_lower(field->name);
        if (name == "content-type" && content.types.size() < most_repeated) {
            add_distinct(content.types, unfold(field->value));
        } else if (name == "content-transfer-encoding" && content.encodings.size() < most_repeated) {
            add_distinct(content.encodings, unfold(field->value));
        } else if (begin == 0 && is_wanted_value(name) && entity.values.size() < most_values) {
            entity.values.emplace_back(name, bounded(decode_text(field->value)));
        }
        entity.fields.push_back({std::move(name), {begin + field->range.begin, begin + field->range.end}});
    }
    return false;
}

void read_encoding(const ContentFields& content, EntityHeader& entity, Doubts& doubts) {
    for (const auto& value : content.encodings) {
        const TransferEncoding encoding = transfer_encoding(value);
        if (&value == &content.encodings.front()) entity.encoding = encoding;
        if (encoding != entity.encoding) doubts.add(Ambiguity::repeated_field);

        const std::string text = mail::ascii_lower(value);
        // Quoted-printable reads much the same undecoded; base64 does not.
        if (text != "base64" && text.find("64") != std::string::npos) doubts.add(Ambiguity::unknown_encoding);
    }
}

void add_boundaries(const ParameterizedValue& type, std::vector<std::string>& boundaries) {
    for (const auto& parameter : type.parameters) {
        const std::string_view boundary = trim(parameter.value);
        const bool is_usable = !boundary.empty() && boundary.size() <= longest_boundary;
        if (parameter.name == "boundary" && is_usable && boundaries.size() < most_boundaries) {
            add_distinct(boundaries, std::string{boundary});
        }
    }
}

void read_type(const ContentFields& content, const Limits& limits, EntityHeader& entity, Doubts& doubts) {
    if (content.types.size() > 1) doubts.add(Ambiguity::repeated_field);
    for (const auto& value : content.types) {
        const ParameterizedValue type = parse_content_type(value, limits);
        const bool is_multipart = type.value.substr(0, 10) == "multipart/";
        const bool replaces = is_multipart && entity.media_type.substr(0, 10) != "multipart/";
        if (!type.value.empty() && (!entity.has_type || replaces)) {
            entity.media_type = type.value;
            entity.has_type = true;
        }
        if (is_multipart) add_boundaries(type, entity.boundaries);
    }
    if (entity.boundaries.size() > 1) doubts.add(Ambiguity::repeated_parameter);
}

// What a multipart needs: no encoding, and a boundary.
void check_multipart(std::string_view body, const std::vector<OpenMultipart>& open, EntityHeader& entity,
                     Doubts& doubts) {
    if (entity.media_type.substr(0, 10) != "multipart/") return;
    if (entity.encoding == TransferEncoding::base64) doubts.add(Ambiguity::encoded_multipart);
    if (!entity.boundaries.empty()) return;
    doubts.add(Ambiguity::no_boundary);
    std::string boundary = guess_boundary(body, open);
    if (!boundary.empty()) entity.boundaries.push_back(std::move(boundary));
}

}  // namespace

Result<EntityHeader, ReadFailure> read_entity_header(std::string_view message, std::size_t begin,
                                                     const std::vector<OpenMultipart>& open, const Limits& limits,
                                                     Doubts& doubts) {
    EntityHeader entity;
    const auto extent = HeaderExtent{message, begin, open, doubts}.find(limits.max_header_bytes, entity);
    if (!extent) return tl::unexpected<ReadFailure>(ReadFailure::too_large);
    entity.end = extent->end;
    if (extent->stray) {
        if (extent->goes_on_after_stray) {
            doubts.add(Ambiguity::line_without_colon);
        } else {
            entity.end = *extent->stray;
        }
    }
    ContentFields content;
    if (collect(message.substr(begin, entity.end - begin), begin, limits, entity, content)) {
        return tl::unexpected<ReadFailure>(ReadFailure::too_large);
    }
    read_encoding(content, entity, doubts);
    read_type(content, limits, entity, doubts);
    check_multipart(message.substr(entity.end), open, entity, doubts);
    return entity;
}

std::string printable(std::string_view boundary) {
    std::string text{boundary};
    for (char& c : text) {
        if (c < 32 || c > 126) c = '?';
    }
    return text;
}

}  // namespace sluis::mime
