#include "storage/directory/ldif.h"

#include <gnutls/gnutls.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

#include "gateway/mail/mailbox.h"

namespace sluis::storage::directory {
namespace {

// A line with its continuations taken in (RFC 2849, note 2), and the number of its first.
struct Line {
    std::string text;
    int number = 0;
};

// Gives unfolded lines; comments are gone, folded ones too. An empty line ends a record.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_{text} {}

    std::optional<Line> next() {
        while (auto line = logical()) {
            if (!line->text.starts_with('#')) return line;
        }
        return std::nullopt;
    }

private:
    std::optional<std::string_view> physical() {
        if (rest_.empty()) return std::nullopt;
        const auto end = rest_.find('\n');
        auto line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++number_;
        return line;
    }

    std::optional<Line> logical() {
        const auto first = physical();
        if (!first) return std::nullopt;
        Line line{std::string{*first}, number_};
        while (!line.text.empty() && rest_.starts_with(' ')) line.text += physical()->substr(1);
        return line;
    }

    std::string_view rest_;
    int number_ = 0;
};

bool is_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ';';
    };
    return !name.empty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), allowed);
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty()) return std::string{};
    const gnutls_datum_t encoded{reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
                                 static_cast<unsigned>(text.size())};
    gnutls_datum_t decoded{};
    if (::gnutls_base64_decode2(&encoded, &decoded) != 0) return std::nullopt;
    std::string value{reinterpret_cast<const char*>(decoded.data), decoded.size};
    ::gnutls_free(decoded.data);
    return value;
}

// RFC 3629 §4, and no NUL: nothing that Sluis reads may hold one.
bool is_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead == 0     ? 0
                                   : lead < 0x80 ? 1
                                   : lead < 0xc2 ? 0
                                   : lead < 0xe0 ? 2
                                   : lead < 0xf0 ? 3
                                   : lead < 0xf5 ? 4
                                                 : 0;
        if (length == 0 || i + length > text.size()) return false;
        std::uint32_t point = length == 1 ? lead : lead & (0x7fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto more = static_cast<unsigned char>(text[i + k]);
            if ((more & 0xc0) != 0x80) return false;
            point = point << 6 | (more & 0x3fu);
        }
        if ((length == 3 && point < 0x800) || (length == 4 && point < 0x10000)) return false;
        if ((point >= 0xd800 && point < 0xe000) || point > 0x10ffff) return false;
        i += length;
    }
    return true;
}

struct Attribute {
    std::string name;
    std::string value;
};

Result<Attribute> parse_attribute(const std::string& line) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) return failure("a line without a colon");
    Attribute attribute{mail::ascii_lower(std::string_view{line}.substr(0, colon)), {}};
    if (!is_name(attribute.name)) return failure("not the name of an attribute before the colon");
    auto value = std::string_view{line}.substr(colon + 1);
    const bool in_base64 = value.starts_with(':');
    if (value.starts_with('<')) return failure("the value of " + attribute.name + " is a URL; write it out");
    if (in_base64) value.remove_prefix(1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (in_base64) {
        auto decoded = from_base64(value);
        if (!decoded) return failure("the value of " + attribute.name + " is not base64");
        attribute.value = std::move(*decoded);
    } else {
        attribute.value = value;
    }
    if (!is_text(attribute.value)) return failure("the value of " + attribute.name + " is not UTF-8");
    return attribute;
}

class Reader {
public:
    Reader(std::string_view text, const LdifLimits& limits) : lines_{text}, limits_{limits} {}

    Result<std::vector<Entry>, LdifProblem> read() {
        while (const auto line = lines_.next()) {
            if (auto wrong = take(*line)) return failure(LdifProblem{line->number, std::move(*wrong)});
        }
        if (auto wrong = finish()) return failure(LdifProblem{entry_->line, std::move(*wrong)});
        return std::move(entries_);
    }

private:
    std::optional<std::string> take(const Line& line) {
        if (line.text.empty()) return finish();
        auto attribute = parse_attribute(line.text);
        if (!attribute) return attribute.error();
        if (attribute->value.size() > limits_.max_value_bytes)
            return "the value of " + attribute->name + " is too long";
        if (!entry_) return begin(*attribute, line.number);
        if (attribute->name == "changetype" || attribute->name == "control")
            return "this is a change record, not an entry";
        if (attribute->name == "dn") return "a second dn: without an empty line before it";
        if (++values_ > limits_.max_values) return "too many values in one entry";
        entry_->attributes[attribute->name].push_back(std::move(attribute->value));
        return std::nullopt;
    }

    std::optional<std::string> begin(const Attribute& attribute, int line) {
        if (attribute.name == "version" && entries_.empty() && !version_) {
            version_ = true;
            return attribute.value == "1" ? std::nullopt
                                          : std::optional<std::string>{"only version 1 of LDIF is known"};
        }
        if (attribute.name != "dn" || attribute.value.empty()) return "an entry begins with dn:";
        if (entries_.size() >= limits_.max_entries) return "too many entries";
        if (!names_.insert(mail::ascii_lower(attribute.value)).second) return "this dn: stands in the file already";
        entry_ = Entry{attribute.value, {}, line};
        values_ = 0;
        return std::nullopt;
    }

    std::optional<std::string> finish() {
        if (!entry_) return std::nullopt;
        if (entry_->attributes.empty()) return "an entry without attributes";
        entries_.push_back(std::move(*entry_));
        entry_.reset();
        return std::nullopt;
    }

    Lines lines_;
    const LdifLimits& limits_;
    std::vector<Entry> entries_;
    std::set<std::string> names_;
    std::optional<Entry> entry_;
    std::size_t values_ = 0;
    bool version_ = false;
};

}  // namespace

Result<std::vector<Entry>, LdifProblem> parse_ldif(std::string_view text, const LdifLimits& limits) {
    if (text.size() > limits.max_bytes) return failure(LdifProblem{0, "the file is too large"});
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // Windows editors
    return Reader{text, limits}.read();
}

}  // namespace sluis::storage::directory
