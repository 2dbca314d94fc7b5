#include "config/described_mail.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "config/policy_cases.h"
#include "config/policy_tables.h"

namespace sluis::config {
namespace {

using policy::Document;
using policy::Evidence;
using policy::Role;
using policy::Strength;

constexpr std::string_view evidence_words =
    R"("certain", "strong", "weak", "negative", "dossier-number", "staff", each with the number of a person behind it where it names one: "certain 1")";
constexpr std::size_t max_pieces = 64;

/// Weak evidence counts by distinct kinds, so each piece is of another one.
constexpr std::array<std::string_view, 8> weak_kinds{"name", "address", "phone", "birth",
                                                     "date", "mail",    "iban",  "word.person"};

struct Word {
    std::string kind;
    std::optional<std::uint32_t> person;
};

std::optional<Word> split(const std::string& text) {
    const auto blank = text.find(' ');
    Word word{text.substr(0, blank), std::nullopt};
    if (blank == std::string::npos) return word;
    std::uint32_t person = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + blank + 1, end, person);
    if (read.ec != std::errc{} || read.ptr != end || person > 999) return std::nullopt;
    word.person = person;
    return word;
}

std::optional<Evidence> evidence_of(const std::string& text, std::size_t number) {
    const auto word = split(text);
    if (!word) return std::nullopt;
    Evidence piece;
    piece.masked = "…" + std::to_string(number + 1);
    piece.person = word->person;
    if (word->kind == "certain") {
        piece.detector = "rrn";
        piece.strength = Strength::certain;
    } else if (word->kind == "strong") {
        piece.detector = "name.birth_date";
        piece.strength = Strength::strong;
    } else if (word->kind == "weak") {
        piece.detector = weak_kinds[number % weak_kinds.size()];
        piece.strength = Strength::weak;
    } else if (word->kind == "negative") {
        piece.detector = "word.negative";
        piece.strength = Strength::negative;
    } else if (word->kind == "dossier-number" || word->kind == "staff") {
        piece.detector = word->kind == "staff" ? "word.staff" : "word.dossier";
        piece.strength = Strength::weak;
    } else {
        return std::nullopt;
    }
    return piece;
}

void read_found(TableReader& table, std::string_view key, std::vector<Evidence>& evidence) {
    std::vector<std::string> words;
    table.texts(key, words, evidence_words, [](const std::string& text) { return evidence_of(text, 0).has_value(); });
    if (words.size() > max_pieces) return table.refuse(key, "more than 64 pieces");
    for (const auto& word : words) {
        if (auto piece = evidence_of(word, evidence.size())) evidence.push_back(std::move(*piece));
    }
}

const Choices<policy::Unscannable>& reasons() {
    using policy::Unscannable;
    static const auto choices = [] {
        Choices<Unscannable> all;
        for (const auto reason : {Unscannable::encrypted, Unscannable::broken, Unscannable::too_deep,
                                  Unscannable::too_large, Unscannable::too_slow, Unscannable::unknown_type,
                                  Unscannable::ambiguous, Unscannable::unreadable_picture})
            all.emplace_back(policy::to_string(reason), reason);
        return all;
    }();
    return choices;
}

void read_unscannable(TableReader& table, std::string_view key, std::optional<policy::Unscannable>& target) {
    auto reason = policy::Unscannable::broken;
    table.choice(key, reason, reasons());
    if (table.has(key)) target = reason;
}

std::string media_type_of(Role role) {
    switch (role) {
        case Role::body:
            return "text/plain";
        case Role::calendar:
            return "text/calendar";
        case Role::signature_picture:
            return "image/png";
        case Role::signature:
            return "application/pkcs7-signature";
        case Role::attachment:
            break;
    }
    return "application/octet-stream";
}

Document read_part(TableReader& table) {
    Document document;
    Choices<Role> roles;
    for (const auto role : {Role::attachment, Role::body, Role::calendar, Role::signature_picture, Role::signature})
        roles.emplace_back(policy::to_string(role), role);
    table.choice("role", document.role, roles);
    document.media_type = media_type_of(document.role);
    table.text("media_type", document.media_type, "a media type, as \"application/pdf\"");
    table.text("name", document.file_name, "a file name");
    table.text("title", document.title, "the document's title");
    table.text("opening", document.head, "the first words of the text");
    read_found(table, "found", document.evidence);
    read_unscannable(table, "unscannable", document.unscannable);
    table.finish();
    return document;
}

void add_parts(TableReader& table, policy::Findings& findings) {
    std::vector<Document> documents;
    for (auto& each : table.list("part")) {
        if (documents.size() == max_case_parts) return each.refuse("more than 100 parts");
        documents.push_back(read_part(each));
    }
    const bool has_body =
        std::any_of(documents.begin(), documents.end(), [](const auto& each) { return each.role == Role::body; });
    if (!has_body) {
        Document body;
        body.role = Role::body;
        body.media_type = media_type_of(Role::body);
        documents.insert(documents.begin(), std::move(body));
    }
    for (auto& document : documents) {
        document.part = std::to_string(findings.documents.size() + 1);
        findings.documents.push_back(std::move(document));
    }
}

}  // namespace

bool read_described_mail(TableReader& table, policy::Findings& findings, std::vector<policy::HeaderValue>& header) {
    table.text("subject", findings.subject, "the subject, with its directives");
    read_found(table, "subject_found", findings.subject_evidence);
    Choices<policy::Protection> protections;
    for (const auto each :
         {policy::Protection::none, policy::Protection::smime_signed, policy::Protection::smime_encrypted,
          policy::Protection::pgp_signed, policy::Protection::pgp_encrypted})
        protections.emplace_back(policy::to_string(each), each);
    table.choice("protection", findings.protection, protections);
    read_unscannable(table, "structure", findings.unscannable);
    table.texts("links", findings.link_hosts, "a list of domain names",
                [](const std::string& text) { return mail::is_domain(text); });
    std::sort(findings.link_hosts.begin(), findings.link_hosts.end());
    auto fields = table.table("header");
    for (auto& [name, value] : fields.pairs("the value of a header field, decoded"))
        header.emplace_back(mail::ascii_lower(name), std::move(value));
    const bool described = table.has("subject") || table.has("part") || table.has("subject_found") ||
                           table.has("structure") || table.has("links") || table.has("header") ||
                           table.has("protection");
    add_parts(table, findings);
    return described;
}

}  // namespace sluis::config
