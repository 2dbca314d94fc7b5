#include <algorithm>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"
#include "gateway/mime/tokens.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

// One parameter as it stands, before pieces are joined (RFC 2231 §3, §4).
struct Piece {
    std::string name;       // Lower case, without the marks.
    bool marked = false;    // Bears '*': a piece, an extended value, or both.
    bool extended = false;  // Percent-encoded.
    int index = 0;
    std::string value;
};

bool is_file_name(std::string_view name) {
    return name == "name" || name == "filename";
}

// "filename*1*" into its name, index and marks. A strange mark leaves the name as it is.
void read_marks(Piece& piece) {
    const std::size_t star = piece.name.find('*');
    if (star == std::string::npos || star == 0) return;
    std::string_view marks = std::string_view{piece.name}.substr(star + 1);
    piece.extended = marks.empty() || marks.back() == '*';
    if (!marks.empty() && marks.back() == '*') marks.remove_suffix(1);
    constexpr std::size_t most_digits = 4;
    if (marks.size() > most_digits || marks.find_first_not_of("0123456789") != std::string_view::npos) return;
    for (const char digit : marks) piece.index = piece.index * 10 + (digit - '0');
    piece.marked = true;
    piece.name.resize(star);
}

// An unquoted value. RFC 2045 ends it at a blank; file names with blanks are common, so they go on to the
// semicolon unless another parameter follows.
std::string bare_value(Tokens& tokens, std::string_view name) {
    if (!is_file_name(name)) return std::string{tokens.until("; \t(\"")};
    const std::string_view whole = tokens.rest().substr(0, tokens.rest().find(';'));
    const bool another_follows =
        whole.find('=') != std::string_view::npos && whole.find("=?") == std::string_view::npos;
    return std::string{trim(tokens.until(another_follows ? "; \t" : ";"))};
}

std::optional<Piece> next_piece(Tokens& tokens) {
    while (!tokens.at_end()) {
        tokens.skip_blanks_and_comments();
        Piece piece;
        piece.name = mail::ascii_lower(tokens.until("=; \t(\""));
        tokens.skip_blanks_and_comments();
        if (piece.name.empty() || tokens.peek() != '=') {
            const bool is_word_before_another = !piece.name.empty() && tokens.peek() != ';' && tokens.peek() != '"';
            if (tokens.peek() == '"') {
                tokens.quoted_string();
            } else if (!is_word_before_another) {
                tokens.skip(1);
            }
            continue;
        }
        tokens.skip(1);
        tokens.skip_blanks_and_comments();
        read_marks(piece);
        if (tokens.peek() == '"') {
            piece.value = unquote_pairs(tokens.quoted_string(), is_file_name(piece.name));
        } else {
            piece.value = bare_value(tokens, piece.name);
        }
        return piece;
    }
    return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
    std::string octets;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool has_digits =
            text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
        octets += has_digits ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
        if (has_digits) i += 2;
    }
    return octets;
}

// Joins the pieces of one RFC 2231 parameter, in the order of their indexes.
Parameter join(std::vector<Piece> pieces) {
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.index < b.index; });
    std::string charset;
    std::string octets;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        std::string_view value = pieces[i].value;
        const std::size_t language = value.find('\'');
        const std::size_t text = language == std::string_view::npos ? language : value.find('\'', language + 1);
        if (i == 0 && pieces[i].extended && text != std::string_view::npos) {
            charset = value.substr(0, language);
            value.remove_prefix(text + 1);
        }
        octets += pieces[i].extended ? percent_decoded(value) : std::string{value};
    }
    if (pieces.front().name == "boundary") return {"boundary", octets};
    // Some clients wrap encoded words in pieces.
    const bool has_words = charset.empty() && octets.find("=?") != std::string::npos;
    return {pieces.front().name, has_words ? decode_words(octets) : to_utf8(octets, charset)};
}

Parameter plain(const Piece& piece) {
    if (piece.name == "boundary") return {piece.name, piece.value};
    return {piece.name, decode_words(piece.value)};
}

std::vector<Parameter> assemble(const std::vector<Piece>& pieces) {
    std::vector<Parameter> parameters;
    std::vector<bool> taken(pieces.size(), false);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (taken[i]) continue;
        if (!pieces[i].marked) {
            parameters.push_back(plain(pieces[i]));
            continue;
        }
        std::vector<Piece> same;
        for (std::size_t j = i; j < pieces.size(); ++j) {
            if (!pieces[j].marked || pieces[j].name != pieces[i].name) continue;
            same.push_back(pieces[j]);
            taken[j] = true;
        }
        Parameter joined = join(std::move(same));
        const auto plain_one = std::find_if(parameters.begin(), parameters.end(),
                                            [&](const Parameter& p) { return p.name == joined.name; });
        parameters.insert(plain_one, std::move(joined));
    }
    return parameters;
}

// The value before the first parameter, lower case, without blanks and comments.
std::string leading_value(Tokens& tokens) {
    std::string value;
    for (;;) {
        tokens.skip_blanks_and_comments();
        if (tokens.at_end() || tokens.peek() == ';') return value;
        const Tokens before = tokens;
        const std::string_view word = tokens.peek() == '"' ? tokens.quoted_string() : tokens.until("; \t(\"");
        const bool continues = value.empty() || value.back() == '/' || word.substr(0, 1) == "/";
        if (word.find('=') != std::string_view::npos || !continues) {
            tokens = before;
            return value;
        }
        value += mail::ascii_lower(word);
    }
}

bool is_token(std::string_view text) {
    constexpr std::string_view specials = "()<>@,;:\\\"/[]?=";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return is_printable(c) && specials.find(c) == std::string_view::npos;
    });
}

// "type/subtype", or nothing when it is none. A lone "multipart" is taken as multipart/mixed, so that its parts show.
std::string media_type(std::string_view value) {
    constexpr std::size_t longest = 255;
    const std::size_t slash = value.find('/');
    const std::string_view type = value.substr(0, slash);
    const std::string_view subtype = slash == std::string_view::npos ? std::string_view{} : value.substr(slash + 1);
    if (type == "multipart" && !is_token(subtype)) return "multipart/mixed";
    if (!is_token(type) || !is_token(subtype) || value.size() > longest) return {};
    return std::string{value};
}

}  // namespace

std::optional<std::string_view> ParameterizedValue::parameter(std::string_view lower_name) const& {
    for (const auto& candidate : parameters) {
        if (candidate.name == lower_name) return candidate.value;
    }
    return std::nullopt;
}

ParameterizedValue parse_parameters(std::string_view raw_value, const Limits& limits) {
    const std::string text = unfold(raw_value);
    Tokens tokens{text};
    ParameterizedValue result;
    result.value = leading_value(tokens);
    std::vector<Piece> pieces;
    while (pieces.size() < limits.max_parameters) {
        auto piece = next_piece(tokens);
        if (!piece) break;
        pieces.push_back(std::move(*piece));
    }
    result.parameters = assemble(pieces);
    return result;
}

ParameterizedValue parse_content_type(std::string_view raw_value, const Limits& limits) {
    ParameterizedValue type = parse_parameters(raw_value, limits);
    type.value = media_type(type.value);
    return type;
}

ParameterizedValue content_type(std::string_view header, const Limits& limits) {
    const auto raw = find_field(header, "content-type");
    ParameterizedValue type = raw ? parse_content_type(*raw, limits) : ParameterizedValue{};
    if (type.value.empty()) type.value = "text/plain";
    return type;
}

ParameterizedValue content_disposition(std::string_view header, const Limits& limits) {
    const auto raw = find_field(header, "content-disposition");
    return raw ? parse_parameters(*raw, limits) : ParameterizedValue{};
}

TransferEncoding transfer_encoding(std::string_view raw_value) {
    const std::string text = unfold(raw_value);
    Tokens tokens{text};
    tokens.skip_blanks_and_comments();
    const std::string word =
        mail::ascii_lower(tokens.peek() == '"' ? tokens.quoted_string() : tokens.until("; \t(\","));
    if (trim(word) == "base64") return TransferEncoding::base64;
    if (trim(word) == "quoted-printable") return TransferEncoding::quoted_printable;
    return TransferEncoding::identity;
}

}  // namespace sluis::mime
