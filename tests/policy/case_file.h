#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace sluis::policy::test {

/// One line of tests/data/policy/*.tsv: a mail, one recipient, and the decision it must get. README.md there says how
/// to write one.
struct Case {
    std::string where;  ///< file:line, for failures.
    std::string name, sender, recipient, subject, message, expected, policy;
};

inline std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in{text};
    for (std::string part; std::getline(in, part, separator);) {
        const auto from = part.find_first_not_of(' ');
        if (from == std::string::npos) {
            parts.emplace_back();
        } else {
            parts.push_back(part.substr(from, part.find_last_not_of(' ') - from + 1));
        }
    }
    return parts;
}

inline std::vector<Case> read_cases(const std::string& file) {
    std::ifstream in{std::string{SLUIS_SOURCE_DIR} + "/tests/data/policy/" + file};
    std::vector<Case> cases;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        auto columns = split(line, '\t');
        columns.resize(7);
        cases.push_back({file + ':' + std::to_string(number), columns[0], columns[1], columns[2], columns[3],
                         columns[4], columns[5], columns[6]});
    }
    return cases;
}

/// "class" or "class/modifier/…": internal, reader, guest, service, mailbox.
inline Party a_party(const std::string& text, const std::string& address = "ontvanger@elders.example") {
    const auto words = split(text, '/');
    Party party{mail::Mailbox::parse(address).value(), words.at(0), {}, "adresboek: " + words.at(0)};
    const bool has_account = words[0] == "own" || words[0] == "facility" || words[0] == "community-institution" ||
                             words[0] == "consultant" || words[0] == "agency";
    party.facts.organisation_class = words[0];
    party.facts.organisation = words[0] == "own" ? "huis" : words[0];
    if (has_account) party.facts.person = "p-97";
    for (const auto& word : words) {
        if (word == "internal") party.internal_route = true;
        if (word == "reader") party.facts.may_read_personal = true;
        if (word == "guest") party.facts.person.clear();
        if (word == "service") party.facts.person.clear(), party.facts.is_service = true;
        if (word == "director") party.facts.roles.push_back(PersonRole::organisation_administrator);
        if (word == "lead") party.facts.roles.push_back(PersonRole::team_lead);
        if (word == "officer") party.facts.roles.push_back(PersonRole::administrative_officer);
        if (word == "mailbox") party.facts.generic_mailbox = "voorzieningenbeleid@agentschap.example";
    }
    return party;
}

/// One word of evidence: certain, strong, weak, negative, dossier, staff; "weak3" for three distinct ones; "certain@1"
/// for person 1; "!broken" for what could not be read. False when it is no such word.
inline bool add_evidence(const std::string& word, std::vector<Evidence>& evidence,
                         std::optional<Unscannable>* unscannable) {
    if (word.front() == '!') {
        if (unscannable == nullptr) return false;
        *unscannable = unscannable_from(word.substr(1));
        return unscannable->has_value();
    }
    const auto at = word.find('@');
    auto kind = word.substr(0, at);
    int count = 1;
    if (kind.size() > 1 && kind.back() >= '1' && kind.back() <= '9') {
        count = kind.back() - '0';
        kind.pop_back();
    }
    Evidence piece;
    if (const auto strength = strength_from(kind)) {
        piece.strength = *strength;
        piece.detector = kind == "certain" ? "rrn" : "word." + kind;
    } else if (kind == "dossier" || kind == "staff" || kind == "same") {
        piece.detector = "word." + kind;
    } else {
        return false;
    }
    if (at != std::string::npos) piece.person = static_cast<std::uint32_t>(std::stoul(word.substr(at + 1)));
    static int number = 0;  // every piece is another one, in whatever part it stands
    for (int i = 0; i < count; ++i) {
        if (kind == "weak") piece.detector = "kind" + std::to_string(number) + ".weak";
        piece.masked = kind == "same" ? "•" : "•" + std::to_string(++number);
        evidence.push_back(piece);
    }
    return true;
}

/// The message column: parts with ';' between them. "" when it is well written, else what is not understood.
inline std::string read_message(const std::string& text, Findings& findings) {
    for (const auto& part : split(text, ';')) {
        const auto words = split(part, ' ');
        if (words.empty() || words[0].empty()) continue;
        std::size_t next = 1;
        std::vector<Evidence>* evidence = nullptr;
        std::optional<Unscannable>* unscannable = nullptr;
        if (words[0] == "subject") {
            evidence = &findings.subject_evidence;
        } else if (words[0] == "opaque") {
            unscannable = &findings.unscannable;
        } else if (words[0] == "sealed") {
            findings.sealed = true;
        } else if (const auto protection = protection_from(words[0])) {
            findings.protection = *protection;
        } else {
            const auto role = words[0] == "doc" ? std::optional{Role::attachment} : role_from(words[0]);
            if (!role) return words[0];
            Document document;
            document.part = std::to_string(findings.documents.size() + 1);
            document.role = *role;
            document.media_type = *role == Role::body ? "text/plain" : "application/octet-stream";
            if (words[0] == "doc" && words.size() > 1) document.file_name = words[next++];
            findings.documents.push_back(document);
            evidence = &findings.documents.back().evidence;
            unscannable = &findings.documents.back().unscannable;
        }
        for (; next < words.size(); ++next) {
            if (words[next].starts_with("type=")) {
                findings.documents.back().media_type = words[next].substr(5);
            } else if (words[next].starts_with("head=")) {
                findings.documents.back().head = words[next].substr(5);
            } else if (words[next].front() == '!' && unscannable != nullptr) {
                *unscannable = unscannable_from(words[next].substr(1));
                if (!*unscannable) return words[next];
            } else if (evidence == nullptr || !add_evidence(words[next], *evidence, unscannable)) {
                return words[next];
            }
        }
    }
    return "";
}

/// A decision in the words of the expected column.
inline std::string in_short(const Decision& decision) {
    std::string text{to_string(decision.outcome)};
    if (decision.message_label) text += ' ' + std::string{to_string(*decision.message_label)};
    if (decision.share_body) text += " body";
    if (decision.share_whole) text += " whole";
    if (decision.code_required) text += " code";
    if (decision.notify_generic) text += " generic";
    if (!decision.advice.empty()) text += " advice=" + decision.advice;
    for (const auto& warning : decision.warnings) text += " warn=" + warning;
    return text;
}

/// What each document comes to: "share:client-bound,pass".
inline std::string documents_in_short(const Decision& decision) {
    std::string text;
    for (const auto& document : decision.documents) {
        if (!text.empty()) text += ',';
        text += to_string(document.outcome);
        if (document.label) text += ':' + std::string{to_string(*document.label)};
    }
    return text;
}

}  // namespace sluis::policy::test
