#include "gateway/scan/detect/links.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>

#include "gateway/mail/mailbox.h"
#include "gateway/match/octet_masks.h"
#include "gateway/scan/bounds.h"
#include "gateway/scan/text.h"

namespace sluis::scan {
namespace {

constexpr int max_unwrapped = 3;
constexpr std::size_t longest_authority = 1024;

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_host_character(char c) {
    return is_ascii_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || (c & 0x80) != 0;
}

bool is_end_of_link(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>';
}

// The ASCII form of a name with other letters, or with full-width ones: what a client would look up.
std::string to_ascii(const std::string& host) {
    UErrorCode status = U_ZERO_ERROR;
    static UIDNA* const idna =
        ::uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &status);
    if (U_FAILURE(status)) return {};
    std::array<char, 256> ascii{};
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    const auto size = ::uidna_nameToASCII_UTF8(idna, host.data(), static_cast<int>(host.size()), ascii.data(),
                                               static_cast<int>(ascii.size()), &info, &status);
    if (U_FAILURE(status) || size <= 0 || size >= static_cast<int>(ascii.size())) return {};
    return {ascii.data(), static_cast<std::size_t>(size)};
}

// Where a bare name with a path, "we.tl/t-1", begins: `slash` is at its '/'. npos when it is no such name.
std::size_t bare_name_before(std::string_view text, std::size_t slash) {
    auto begin = slash;
    while (begin > 0 && slash - begin <= bounds::link_host && is_host_character(text[begin - 1])) --begin;
    const auto name = text.substr(begin, slash - begin);
    const auto dot = name.rfind('.');
    if (dot == name.npos || dot == 0 || name.size() - dot < 3) return text.npos;
    const bool top = std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), is_ascii_letter);
    const bool before = begin == 0 || (text[begin - 1] != '/' && text[begin - 1] != '@' && text[begin - 1] != '%' &&
                                       text[begin - 1] != '\\');
    return top && before ? begin : text.npos;
}

}  // namespace

std::string undo_percent(std::string_view text) {
    std::string out;
    const auto hex = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

void LinkHosts::add(std::string_view authority) {
    if (hosts_.size() >= max_hosts) return;
    // Browsers take a backslash for a slash, and what stands before the last '@' for a user's name.
    authority = authority.substr(0, authority.find_first_of("/\\?#<>\"' \t\r\n"));
    if (const auto at = authority.rfind('@'); at != authority.npos) authority.remove_prefix(at + 1);
    auto host = undo_percent(authority);
    host = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
    if (!host.starts_with('[')) {
        const auto end = std::find_if_not(host.begin(), host.end(), is_host_character);
        host.erase(end, host.end());
        if (std::any_of(host.begin(), host.end(), [](char c) { return (c & 0x80) != 0; })) host = to_ascii(host);
    }
    host = mail::ascii_lower(host);
    while (host.ends_with('.')) host.pop_back();
    if (is_link_host(host)) hosts_.insert(std::move(host));
}

void LinkHosts::read(std::string_view utf8, bool unwrap) {
    std::size_t end = 0;  // Of the link at hand: one within it is not followed anew, so that time stays linear.
    const auto link_from = [&](std::size_t begin) {
        add(utf8.substr(begin, longest_authority));
        if (begin < end) return;
        for (end = begin; end < utf8.size() && !is_end_of_link(utf8[end]);) ++end;
        const auto link = utf8.substr(begin, end - begin);
        std::string rest{link.substr(std::min(link.size(), link.find_first_of("/\\?#")))};
        for (int times = 0; unwrap && times < max_unwrapped && rest.find('%') != rest.npos; ++times) {
            rest = undo_percent(rest);
            read(rest, false);
        }
    };
    const auto slash = [&](std::size_t at) {
        const auto here = utf8.substr(at);
        const bool scheme = at > 1 && utf8[at - 1] == ':' && is_ascii_letter(utf8[at - 2]);
        if (scheme && here.size() > 2 && (here[1] == '/' || here[1] == '\\')) {
            const auto authority = here.find_first_not_of("/\\");
            if (authority != here.npos) link_from(at + authority);
        } else if (const auto begin = bare_name_before(utf8, at); begin != utf8.npos) {
            link_from(begin);
        }
    };
    const auto dot = [&](std::size_t at) {
        const auto is_w = [&](std::size_t i) { return (utf8[i] | 0x20) == 'w'; };
        if (at < 3 || at + 1 == utf8.size() || !is_w(at - 1) || !is_w(at - 2) || !is_w(at - 3)) return;
        if (at == 3 || !is_host_character(utf8[at - 4])) link_from(at - 3);
    };
    const auto marks = [](match::Sixteen some) { return some.between('.', '/') | some.between('\\', '\\'); };
    match::each_place(utf8, marks, [&](std::size_t at) { utf8[at] == '.' ? dot(at) : slash(at); });
}

void LinkHosts::read_text(std::string_view utf8) {
    read(utf8, true);
}

void LinkHosts::read_link(std::string_view url) {
    // A browser drops line breaks and tabs inside a link, and blanks around it.
    std::string link;
    for (const char c : url) {
        if (c != '\n' && c != '\r' && c != '\t') link.push_back(c);
    }
    link.erase(0, std::min(link.size(), link.find_first_not_of(" ")));
    const bool relative = link.starts_with("//") || link.starts_with("\\\\");
    read((relative ? "http:" : "") + link, true);
}

std::vector<std::string> LinkHosts::take() {
    std::vector<std::string> hosts{hosts_.begin(), hosts_.end()};
    hosts_.clear();
    return hosts;
}

}  // namespace sluis::scan
