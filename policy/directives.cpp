#include "policy/directives.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "gateway/mail/mailbox.h"
#include "policy/text.h"

namespace sluis::policy {
namespace {

constexpr std::size_t max_subject = 16 * 1024;
constexpr std::size_t max_prefixes = 64;
constexpr std::size_t max_fields = 64;
constexpr std::size_t max_value = 200;

enum class Tag { none, dossier, confidential, personal, days, no_personal_data, type };

struct TagName {
    std::string_view name;
    Tag tag;
};
constexpr std::array<TagName, 12> tag_names{{{"dossier", Tag::dossier},
                                             {"vertrouwelijk", Tag::confidential},
                                             {"persoonlijk", Tag::personal},
                                             {"dagen", Tag::days},
                                             {"geen-pg", Tag::no_personal_data},
                                             {"geen pg", Tag::no_personal_data},
                                             {"geenpg", Tag::no_personal_data},
                                             {"dag", Tag::days},
                                             {"type", Tag::type},
                                             {"soort", Tag::type},
                                             {"dossiernummer", Tag::dossier},
                                             {"dossiernr", Tag::dossier}}};

/// What stands between brackets: its name, and its value when there is a colon.
struct ReadTag {
    Tag tag = Tag::none;
    bool misspelt = false;
    std::string_view value;
};

std::optional<int> read_days(std::string_view text) {
    int days = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, days);
    // A number too large to hold is still a wish for "long", and ends at the ceiling.
    if (error == std::errc::result_out_of_range && stop == end) return text.front() == '-' ? 1 : 9999;
    if (error != std::errc{}) return std::nullopt;
    const auto unit = mail::ascii_lower(trimmed({stop, static_cast<std::size_t>(end - stop)}));
    if (!unit.empty() && unit != "d" && unit != "dag" && unit != "dagen") return std::nullopt;
    return std::clamp(days, -9999, 9999);
}

ReadTag read_tag(std::string_view inner) {
    const auto colon = inner.find(':');
    const bool has_value = colon != std::string_view::npos;
    const auto name = mail::ascii_lower(trimmed(inner.substr(0, colon)));
    const auto value = has_value ? trimmed(inner.substr(colon + 1)) : std::string_view{};
    for (const auto& known : tag_names) {
        if (name == known.name) return {known.tag, false, value};
    }
    // A forgotten colon: "[dossier D-97001]", "[dagen 7]".
    if (!has_value) {
        const auto blank = name.find(' ');
        const auto rest = blank == std::string::npos ? std::string_view{} : trimmed(inner).substr(blank + 1);
        if (name.starts_with("dossier ")) return {Tag::dossier, true, trimmed(rest)};
        if (name.starts_with("dagen ") && read_days(trimmed(rest))) return {Tag::days, true, trimmed(rest)};
    }
    // Only towards strictness: take() gives a mistyped [geen-pg] no force.
    if (edit_distance(name, "vertrouwelijk") <= 3) return {Tag::confidential, true, value};
    if (edit_distance(name, "persoonlijk") <= 2) return {Tag::personal, true, value};
    if (has_value && edit_distance(name, "geen-pg") <= 2) return {Tag::no_personal_data, true, value};
    if (has_value && edit_distance(name, "dagen") <= 1 && read_days(value)) return {Tag::days, true, value};
    if (has_value && edit_distance(name, "dossier") <= 1) return {Tag::dossier, true, value};
    return {};
}

void take_dossier(Directives& directives, std::string_view value) {
    if (value.empty()) {
        directives.mistakes.emplace_back("Bij [dossier:…] ontbreekt het dossiernummer.");
    } else if (value.size() > max_value) {
        directives.mistakes.emplace_back("Het dossiernummer bij [dossier:…] is te lang.");
    } else if (directives.dossier && *directives.dossier != value) {
        directives.mistakes.emplace_back("Er staan twee dossiernummers in de mail; alleen het eerste telt.");
    } else {
        directives.dossier = std::string{value};
    }
}

void take_days(Directives& directives, std::string_view value) {
    const auto days = read_days(value);
    if (!days) {
        directives.mistakes.emplace_back("Bij [dagen:…] hoort een getal van 1 tot 30.");
    } else {
        directives.days = directives.days ? std::min(*directives.days, *days) : *days;
    }
}

void take_type(Directives& directives, std::string_view value) {
    if (value.empty()) {
        directives.mistakes.emplace_back("Bij [type:…] ontbreekt het soort document, zoals [type:handelingsplan].");
    } else if (directives.type && mail::ascii_lower(*directives.type) != mail::ascii_lower(value)) {
        directives.mistakes.emplace_back("Er staan twee soorten documenten in de mail; alleen de eerste telt.");
    } else {
        directives.type = std::string{value.substr(0, max_value)};
    }
}

std::string_view misspelling(Tag tag) {
    switch (tag) {
        case Tag::confidential:
            return "Bedoelde je [vertrouwelijk]? Zo is het gelezen.";
        case Tag::personal:
            return "Bedoelde je [persoonlijk]? Zo is het gelezen.";
        case Tag::no_personal_data:
            return "Bedoelde je [geen-pg: reden]? Er is geen rekening mee gehouden.";
        case Tag::days:
            return "Bedoelde je [dagen:N]? Zo is het gelezen.";
        default:
            return "Bedoelde je [dossier:…]? Zo is het gelezen.";
    }
}

void take(Directives& directives, const ReadTag& read) {
    switch (read.tag) {
        case Tag::none:
            return;
        case Tag::dossier:
            take_dossier(directives, read.value);
            break;
        case Tag::confidential:
            directives.confidential = true;
            break;
        case Tag::personal:
            directives.personal = true;
            break;
        case Tag::days:
            take_days(directives, read.value);
            break;
        case Tag::type:
            take_type(directives, read.value);
            break;
        case Tag::no_personal_data:
            if (read.misspelt) break;
            if (!directives.no_personal_data || directives.no_personal_data->empty()) {
                directives.no_personal_data = std::string{read.value.substr(0, max_value)};
            }
            if (read.value.empty()) directives.mistakes.emplace_back("Bij [geen-pg: …] ontbreekt de reden.");
            break;
    }
    if (read.misspelt) directives.mistakes.emplace_back(misspelling(read.tag));
    directives.present = true;
}

/// One tag of ours in a subject, by position.
struct Span {
    std::size_t from, to;
    ReadTag read;
};

std::vector<Span> tags_in(std::string_view subject) {
    std::vector<Span> tags;
    for (auto open = subject.find('['); open != std::string_view::npos; open = subject.find('[', open)) {
        const auto stop = subject.find_first_of("[]", open + 1);
        if (stop == std::string_view::npos) break;
        if (subject[stop] == ']') {
            const auto read = read_tag(subject.substr(open + 1, stop - open - 1));
            if (read.tag != Tag::none) tags.push_back({open, stop + 1, read});
            open = stop + 1;
        } else {
            open = stop;
        }
    }
    return tags;
}

std::string without(std::string_view subject, const std::vector<Span>& tags) {
    std::string kept;
    std::size_t from = 0;
    for (const auto& tag : tags) {
        kept += subject.substr(from, tag.from - from);
        from = tag.to;
        // One blank where the tag stood, and none at the ends.
        while (!kept.empty() && kept.back() == ' ') kept.pop_back();
        while (from < subject.size() && subject[from] == ' ') ++from;
        if (!kept.empty() && from < subject.size()) kept += ' ';
    }
    kept += subject.substr(from);
    return kept;
}

/// Takes every tag out, those too that stand only once others are gone ("[[dagen:3]vertrouwelijk]"): what leaves bears
/// none, and what was taken out was heeded. Ends, since each round makes the subject shorter.
template <class Take>
std::string take_tags_out(std::string_view subject, Take take_tag) {
    std::string left{subject.substr(0, max_subject)};
    for (auto tags = tags_in(left); !tags.empty(); tags = tags_in(left)) {
        for (const auto& tag : tags) take_tag(tag.read);
        left = without(left, tags);
    }
    left += subject.substr(std::min(subject.size(), max_subject));
    return left;
}

bool is_affirmative(std::string_view value) {
    const auto word = mail::ascii_lower(trimmed(value));
    return word != "nee" && word != "no" && word != "false" && word != "0";
}

void take_label_field(Directives& directives, std::string_view value) {
    const auto read = read_tag(trimmed(value));
    if (read.tag == Tag::confidential || read.tag == Tag::personal) {
        take(directives, read);
    } else {
        directives.mistakes.emplace_back("X-Sluis-Label kent alleen vertrouwelijk en persoonlijk.");
    }
}

void take_field(Directives& directives, const std::string& name, std::string_view value) {
    if (name == "x-sluis-dossier") {
        take_dossier(directives, value);
    } else if (name == "x-sluis-dagen") {
        take_days(directives, value);
    } else if (name == "x-sluis-type") {
        take_type(directives, value);
    } else if (name == "x-sluis-geen-pg") {
        take(directives, {Tag::no_personal_data, false, value});
    } else if (name == "x-sluis-vertrouwelijk") {
        directives.confidential = directives.confidential || is_affirmative(value);
    } else if (name == "x-sluis-persoonlijk") {
        directives.personal = directives.personal || is_affirmative(value);
    } else if (name == "x-sluis-label") {
        take_label_field(directives, value);
    } else {
        return;
    }
    directives.present = true;
}

}  // namespace

Directives read_directives(std::string_view subject, const std::vector<HeaderValue>& header) {
    Directives directives;
    take_tags_out(subject, [&](const ReadTag& read) { take(directives, read); });
    std::size_t fields = 0;
    for (const auto& [field, text] : header) {
        const auto name = mail::ascii_lower(field);
        const auto value = trimmed(text);
        if (name == "sensitivity") {
            const auto word = mail::ascii_lower(value);
            if (word == "private" || word == "company-confidential") directives.sensitivity = true;
        } else if (name == "in-reply-to" || name == "references") {
            directives.is_reply = directives.is_reply || !value.empty();
        } else if (name.starts_with("x-sluis-") && ++fields <= max_fields) {
            take_field(directives, name, value);
        }
    }
    return directives;
}

std::string without_directives(std::string_view subject) {
    return take_tags_out(subject, [](const ReadTag&) {});
}

bool is_reply_or_forward(std::string_view subject) {
    constexpr std::array<std::string_view, 15> prefixes{"re",       "fw", "fwd",   "antw",    "antwoord",
                                                        "doorst",   "aw", "wg",    "tr",      "rv",
                                                        "doorgest", "sv", "reply", "forward", "doorgestuurd"};
    auto rest = trimmed(subject);
    for (std::size_t i = 0; i < max_prefixes && rest.starts_with('['); ++i) {  // "[EXTERN] RE: …"
        const auto close = rest.find(']');
        if (close == std::string_view::npos) return false;
        rest = trimmed(rest.substr(close + 1));
    }
    const auto colon = rest.find(':');
    if (colon == std::string_view::npos) return false;
    auto prefix = trimmed(rest.substr(0, colon));
    // "RE[2]:", "Re(3):", "RE 2:", "RE^2:"
    prefix = prefix.substr(0, prefix.find_first_of("[(^ "));
    while (!prefix.empty() && ((prefix.back() >= '0' && prefix.back() <= '9') || prefix.back() == '.')) {
        prefix.remove_suffix(1);
    }
    const auto word = mail::ascii_lower(prefix);
    return std::find(prefixes.begin(), prefixes.end(), word) != prefixes.end();
}

}  // namespace sluis::policy
