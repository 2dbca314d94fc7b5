#include <unicode/utf8.h>

#include "gateway/mime/ascii.h"
#include "gateway/mime/encoded_word.h"
#include "gateway/mime/header.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

constexpr std::size_t max_charset_name = 64;

std::string decode_q(std::string_view text) {
    std::string octets;
    octets.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
        if (text[i] == '=' && high >= 0 && low >= 0) {
            octets += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            octets += text[i] == '_' ? ' ' : text[i];
        }
    }
    return octets;
}

// Collects the octets of adjacent words in one character set, since a character may be cut over two of them.
class WordJoiner {
public:
    void word(const EncodedWord& word) {
        if (!equals_ignoring_case(word.charset, charset_)) flush();
        charset_ = word.charset;
        octets_ += word.decode();
    }
    void literal(std::string_view text) {
        flush();
        out_ += text;
    }
    std::string finish() {
        flush();
        return std::move(out_);
    }

private:
    void flush() {
        if (!octets_.empty()) out_ += to_utf8(octets_, charset_);
        octets_.clear();
        charset_ = {};
    }
    std::string out_;
    std::string octets_;
    std::string_view charset_;
};

bool steers(UChar32 c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string EncodedWord::decode() const {
    if (encoding == 'q') return decode_q(text);
    return mime::decode(text, TransferEncoding::base64).content;
}

std::size_t EncodedWords::end_from(std::size_t offset) {
    if (next_end_ < offset) next_end_ = text_.find("?=", offset);
    return next_end_;
}

std::optional<EncodedWord> EncodedWords::at(std::size_t offset) {
    if (text_.substr(offset, 2) != "=?") return std::nullopt;
    const std::size_t charset_end = text_.substr(0, offset + 2 + max_charset_name).find('?', offset + 2);
    if (charset_end == std::string_view::npos || charset_end + 2 >= text_.size()) return std::nullopt;
    if (text_[charset_end + 2] != '?') return std::nullopt;

    EncodedWord word;
    word.charset = text_.substr(offset + 2, charset_end - offset - 2);
    word.charset = word.charset.substr(0, word.charset.find('*'));
    word.encoding = lower(text_[charset_end + 1]);
    if (word.charset.empty() || word.charset.find(' ') != std::string_view::npos) return std::nullopt;
    if (word.encoding != 'b' && word.encoding != 'q') return std::nullopt;

    const std::size_t text_begin = charset_end + 3;
    const std::size_t end = end_from(text_begin);
    if (end == std::string_view::npos) return std::nullopt;
    word.text = text_.substr(text_begin, end - text_begin);
    word.length = end + 2 - offset;
    return word;
}

std::string decode_words(std::string_view unfolded) {
    if (unfolded.find("=?") == std::string_view::npos) return to_utf8(unfolded, "");
    // Raw octets are judged as a whole first, so that a stray windows-1252 letter does not spoil the words.
    const std::string text = to_utf8(unfolded, "");
    EncodedWords words{text};
    WordJoiner decoded;
    std::size_t literal = 0;
    bool after_word = false;
    for (std::size_t i = 0; i < text.size();) {
        const auto word = words.at(i);
        if (!word) {
            ++i;
            continue;
        }
        const std::string_view between = std::string_view{text}.substr(literal, i - literal);
        if (!after_word || !trim(between).empty()) decoded.literal(between);
        decoded.word(*word);
        i += word->length;
        literal = i;
        after_word = true;
    }
    decoded.literal(std::string_view{text}.substr(literal));
    return decoded.finish();
}

std::string decode_text(std::string_view raw_value) {
    const std::string text = decode_words(unfold(raw_value));
    std::string clean;
    clean.reserve(text.size());
    const auto* octets = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t begin = i;
        UChar32 c = 0;
        U8_NEXT(octets, i, size, c);
        if (c < 0 || steers(c)) {
            clean += ' ';
        } else {
            clean.append(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
        }
    }
    return std::string{trim(clean)};
}

}  // namespace sluis::mime
