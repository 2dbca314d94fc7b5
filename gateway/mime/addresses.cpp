#include <algorithm>

#include "gateway/mime/ascii.h"
#include "gateway/mime/encoded_word.h"
#include "gateway/mime/header.h"
#include "gateway/mime/tokens.h"

namespace sluis::mime {
namespace {

// What was read of one address so far.
struct Pending {
    std::vector<std::string> words;  // Atoms and quoted strings outside angle brackets.
    std::string comment;
    std::string angle;
    bool has_angle = false;
};

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) text += between;
        text += word;
    }
    return text;
}

// The inside of angle brackets: without blanks, comments and RFC 5322's obsolete route.
std::string without_route(Tokens tokens) {
    std::string address;
    while (!tokens.at_end()) {
        tokens.skip_blanks_and_comments();
        if (tokens.peek() == '"') {
            address += '"' + std::string{tokens.quoted_string()} + '"';
        } else {
            address += tokens.until(" \t(\"");
        }
    }
    const std::size_t colon = address.find(':');
    if (!address.empty() && address.front() == '@' && colon != std::string::npos) address.erase(0, colon + 1);
    return address;
}

bool has_both_sides(std::string_view word) {
    const std::size_t at = word.rfind('@');
    return at != std::string_view::npos && at > 0 && at + 1 < word.size();
}

// "ann@example.org", "ann @ example.org", or a name and an address that forgot its brackets.
void read_bare(const std::vector<std::string>& words, Address& address) {
    const auto lone = std::find_if(words.begin(), words.end(), has_both_sides);
    if (lone == words.end()) {
        address.address = joined(words, "");
        return;
    }
    address.address = *lone;
    std::vector<std::string> others{words.begin(), lone};
    others.insert(others.end(), lone + 1, words.end());
    address.name = joined(others, " ");
}

void emit(Pending& pending, const std::string& group, std::vector<Address>& addresses) {
    Address address;
    if (pending.has_angle) {
        address.address = pending.angle;
        address.name = joined(pending.words, " ");
    } else {
        read_bare(pending.words, address);
    }
    if (address.name.empty()) address.name = pending.comment;
    address.name = decode_text(address.name);
    address.address = decode_text(address.address);
    address.group = group;
    if (!address.address.empty() || !address.name.empty()) addresses.push_back(std::move(address));
    pending = {};
}

// An atom. An encoded word is taken whole, since clients leave commas in it.
std::string_view atom(Tokens& tokens, EncodedWords& words) {
    if (const auto word = words.at(tokens.position())) {
        const std::string_view text = tokens.rest().substr(0, word->length);
        tokens.skip(word->length);
        return text;
    }
    const std::string_view text = tokens.until(" \t,;:<(\"");
    if (text.empty()) tokens.skip(1);
    return text;
}

}  // namespace

std::vector<Address> parse_addresses(std::string_view raw_value, std::size_t max_addresses) {
    const std::string text = unfold(raw_value);
    Tokens tokens{text};
    EncodedWords words{text};
    std::vector<Address> addresses;
    Pending pending;
    std::string group;
    while (!tokens.at_end() && addresses.size() < max_addresses) {
        const char c = tokens.peek();
        if (is_white(c)) {
            tokens.skip(1);
        } else if (c == '(') {
            pending.comment = tokens.comment();
        } else if (c == '"') {
            pending.words.push_back(unquote_pairs(tokens.quoted_string()));
        } else if (c == '<') {
            tokens.skip(1);
            pending.angle = without_route(Tokens{tokens.until(">")});
            pending.has_angle = true;
            tokens.skip(1);
        } else if (c == ':' && !pending.words.empty() && !pending.has_angle) {
            group = decode_text(joined(pending.words, " "));
            pending = {};
            tokens.skip(1);
        } else if (c == ',' || c == ';') {
            emit(pending, group, addresses);
            if (c == ';') group.clear();
            tokens.skip(1);
        } else if (const std::string_view word = atom(tokens, words); !word.empty()) {
            pending.words.emplace_back(word);
        }
    }
    if (addresses.size() < max_addresses) emit(pending, group, addresses);
    return addresses;
}

}  // namespace sluis::mime
