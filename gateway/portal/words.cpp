#include "gateway/portal/words.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "gateway/mail/mailbox.h"

namespace sluis::portal {

namespace {

// Nothing of the document runs, loads or submits; it has an origin of its own, so no cookie of ours.
constexpr std::string_view confined =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox";
// Older browsers refuse to show a PDF under "sandbox"; their viewer is confined by itself.
constexpr std::string_view confined_pdf =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

std::string plain_type(std::string_view media_type) {
    auto type = mail::ascii_lower(media_type.substr(0, media_type.find(';')));
    while (!type.empty() && type.back() == ' ') type.pop_back();
    return type;
}

bool is_picture(std::string_view type) {
    constexpr std::array safe{"image/png", "image/jpeg", "image/gif", "image/webp"};
    return std::find(safe.begin(), safe.end(), type) != safe.end();
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

}  // namespace

std::string size_text(std::uint64_t octets) {
    if (octets < 1000) return counted(static_cast<std::int64_t>(octets), "byte", "bytes");
    if (octets < 1'000'000) return std::to_string((octets + 500) / 1000) + " kB";
    const auto tenths = (octets + 50'000) / 100'000;
    return std::to_string(tenths / 10) + ',' + std::to_string(tenths % 10) + " MB";
}

std::string media_text(std::string_view media_type) {
    const auto type = plain_type(media_type);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 15> names{{
        {"application/pdf", "PDF"},
        {"application/msword", "Word"},
        {"wordprocessingml", "Word"},
        {"application/vnd.oasis.opendocument.text", "Tekstdocument"},
        {"application/vnd.ms-excel", "Excel"},
        {"spreadsheetml", "Excel"},
        {"application/vnd.oasis.opendocument.spreadsheet", "Rekenblad"},
        {"presentationml", "Presentatie"},
        {"application/vnd.ms-powerpoint", "Presentatie"},
        {"image/", "Afbeelding"},
        {"text/plain", "Tekst"},
        {"text/html", "Bericht"},
        {"message/rfc822", "E-mailbericht"},
        {"text/csv", "Lijst (CSV)"},
        {"zip", "Zip-bestand"},
    }};
    for (const auto& [part, name] : names)
        if (type.find(part) != std::string::npos) return std::string{name};
    return "Bestand";
}

std::string label_text(policy::Label label) {
    switch (label) {
        case policy::Label::client_bound:
            return "cliëntgebonden";
        case policy::Label::confidential:
            return "vertrouwelijk";
        case policy::Label::personal:
            return "persoonlijk";
    }
    return {};
}

std::string type_text(std::string_view type) {
    if (type.empty()) return "Document";
    std::string text{type};
    std::replace(text.begin(), text.end(), '-', ' ');
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string moment_text(templates::Time when) {
    const auto text = templates::time_text(when);
    const auto blank = text.find(' ');
    return blank == std::string::npos ? text : text.substr(blank + 1);
}

std::string documents_text(std::size_t count) {
    return counted(static_cast<std::int64_t>(count), "document", "documenten");
}

std::string days_left_text(int days) {
    return days < 1 ? "minder dan een dag" : "nog " + counted(days, "dag", "dagen");
}

std::string wait_text(std::chrono::seconds wait) {
    if (wait.count() <= 60) return counted(wait.count(), "seconde", "seconden");
    return counted((wait.count() + 59) / 60, "minuut", "minuten");
}

bool opens_in_browser(std::string_view media_type) {
    const auto type = plain_type(media_type);
    return type == "application/pdf" || type == "text/plain" || type == "text/html" || is_picture(type);
}

ContentWrapping content_wrapping(std::string_view media_type, bool in_browser) {
    const auto type = plain_type(media_type);
    if (!in_browser || !opens_in_browser(type)) return {"application/octet-stream", confined};
    if (type == "application/pdf") return {type, confined_pdf};
    return {type.starts_with("text/") ? type + "; charset=utf-8" : type, confined};
}

}  // namespace sluis::portal
