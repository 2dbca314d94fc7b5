#include "gateway/ctl/scan_result.h"

#include <algorithm>
#include <set>

#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/terminal.h"
#include "policy/document_type.h"
#include "policy/reading.h"
#include "policy/weighing.h"
#include "policy/wording.h"

namespace sluis::ctl {
namespace {

constexpr std::size_t max_shown_evidence = 20;

Answer answer_of(const policy::Grounds& grounds, bool unscannable) {
    if (grounds.firm || grounds.weak) return Answer::yes;
    return unscannable ? Answer::unscannable : Answer::no;
}

/// Whatever a picture or signature part holds, it belongs to no item and answers for itself.
Answer answer_of(const policy::Document& document, const std::optional<std::size_t>& item,
                 const policy::Reading& reading) {
    const bool unscannable = document.unscannable.has_value();
    return answer_of(item ? reading.items[*item].grounds : policy::Grounds{}, unscannable);
}

policy::Party unknown_sender() {
    return {*mail::Mailbox::parse("sender@invalid"), policy::party_class::unknown, {}, {}};
}

/// Strongest first; of each kind and sample the first place, since a list of a thousand numbers helps nobody.
std::vector<const policy::Evidence*> worth_showing(const std::vector<policy::Evidence>& evidence) {
    std::vector<const policy::Evidence*> pieces;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const auto& piece : evidence)
        if (seen.emplace(piece.detector, piece.masked).second) pieces.push_back(&piece);
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const auto* a, const auto* b) { return a->strength > b->strength; });
    return pieces;
}

bool speaks_for_something(const std::vector<policy::Evidence>& evidence) {
    return std::any_of(evidence.begin(), evidence.end(),
                       [](const auto& piece) { return piece.strength != policy::Strength::negative; });
}

void add_evidence(Table& table, const std::vector<policy::Evidence>& evidence) {
    const auto pieces = worth_showing(evidence);
    for (std::size_t i = 0; i < std::min(pieces.size(), max_shown_evidence); ++i) {
        const auto& piece = *pieces[i];
        table.add({std::string{policy::to_string(piece.strength)}, piece.detector, piece.masked, piece.place,
                   piece.person ? "person " + std::to_string(*piece.person + 1) : ""});
    }
}

Colour colour_of(Answer answer) {
    if (answer == Answer::no) return Colour::good;
    return answer == Answer::yes ? Colour::bad : Colour::warning;
}

std::string answer_in_words(const FileResult& result) {
    switch (result.answer) {
        case Answer::no:
            return "no personal data found";
        case Answer::unscannable:
            return "unscannable: counts as personal unless the policy says otherwise";
        case Answer::yes:
            break;
    }
    if (result.persons == 0) return "personal data";
    return "personal data of " + counted(static_cast<std::int64_t>(result.persons), "person", "persons");
}

std::string document_in_words(const DocumentResult& document) {
    std::string words = "subject";
    if (document.role != "subject") {
        words = document.part.empty() ? document.role : "part " + document.part + ", " + document.role;
        words += ", " + document.media_type + ", " + size_in_words(document.size);
    }
    words += ": " + std::string{to_string(document.answer)};
    if (document.unscannable.empty()) return words;
    const auto reason = policy::unscannable_from(document.unscannable);
    return words + " (" + document.unscannable + ": " + std::string{reason ? policy::in_words(*reason) : ""} + ")";
}

/// What the document points at. File name and title are one source to the policy; here each is told by itself.
std::vector<TypeHint> hints_of(const policy::TypeFinder& types, const policy::Document& document) {
    std::vector<TypeHint> hints;
    const auto add = [&](const std::vector<policy::TypeMatch>& matches, const char* source) {
        for (const auto& match : matches) hints.push_back({match.type, source, match.misspelt});
    };
    policy::Document one;
    one.file_name = document.file_name;
    add(types.matches(one), "file-name");
    one.file_name.clear();
    one.title = document.title;
    add(types.matches(one), "title");
    one.title.clear();
    one.head = document.head;
    add(types.matches(one), "content");
    add(types.subject_matches(), "subject");
    return hints;
}

std::string hints_in_words(const DocumentResult& document) {
    std::string words;
    for (const auto& hint : document.types)
        words += (words.empty() ? "" : ", ") + hint.type + " by " + hint.source + (hint.misspelt ? " (misspelt)" : "");
    return words;
}

}  // namespace

std::string_view to_string(Answer answer) {
    if (answer == Answer::yes) return "yes";
    return answer == Answer::no ? "no" : "unscannable";
}

void weigh_into(FileResult& result, const policy::Findings& findings, const policy::Policy& policy) {
    const auto reading = policy::read(policy, unknown_sender(), {}, findings);
    const policy::TypeFinder types{policy.types, findings};
    std::set<std::uint32_t> persons;
    const auto remember = [&persons](const std::vector<policy::Evidence>& evidence) {
        persons.merge(policy::weigh(evidence).persons);
    };
    if (findings.unscannable) result.unscannable = policy::to_string(*findings.unscannable);
    result.protection = policy::to_string(findings.protection);
    if (!findings.subject_evidence.empty()) {
        DocumentResult subject;
        subject.role = "subject";
        subject.answer = answer_of(reading.items.at(reading.text).grounds, false);
        subject.evidence = findings.subject_evidence;
        remember(subject.evidence);
        result.documents.push_back(std::move(subject));
    }
    for (std::size_t i = 0; i < findings.documents.size(); ++i) {
        const auto& document = findings.documents[i];
        DocumentResult shown{document.part,
                             std::string{policy::to_string(document.role)},
                             document.media_type,
                             document.size,
                             answer_of(document, reading.item_of.at(i), reading),
                             {},
                             document.evidence,
                             {},
                             {},
                             0};
        if (document.unscannable) shown.unscannable = policy::to_string(*document.unscannable);
        if (const auto item = reading.item_of.at(i)) {
            shown.type = reading.items[*item].type;
            shown.types = hints_of(types, document);
        }
        shown.persons = policy::weigh(shown.evidence).persons.size();
        remember(shown.evidence);
        result.documents.push_back(std::move(shown));
    }
    if (findings.unscannable) result.answer = Answer::unscannable;
    for (const auto& document : result.documents) result.answer = std::max(result.answer, document.answer);
    result.persons = persons.size();
}

std::string in_words(const FileResult& result, const Output& output) {
    std::string text = coloured(result.file, Colour::bold, output.colours) + "  " +
                       coloured(answer_in_words(result), colour_of(result.answer), output.colours) + '\n';
    if (!result.unscannable.empty())
        text += "  the message as a whole cannot be read for sure (" + result.unscannable + ")\n";
    for (const auto& document : result.documents) {
        const bool speaks = speaks_for_something(document.evidence) || !document.type.empty();
        if (document.answer == Answer::no && !speaks) continue;
        const bool bare = !result.is_mail && document.unscannable.empty();
        if (!bare) text += "  " + document_in_words(document) + '\n';
        Table table;
        table.indent = 4;
        table.width = output.width;
        if (!document.type.empty())
            text += "    document type " + document.type + " (" + hints_in_words(document) + ")\n";
        add_evidence(table, document.evidence);
        text += table.text();
        const auto distinct = worth_showing(document.evidence).size();
        if (distinct > max_shown_evidence)
            text += "    and " + std::to_string(distinct - max_shown_evidence) + " more; --json gives all\n";
    }
    return text;
}

Json as_json(const FileResult& result) {
    Json json{{"file", result.file}};
    if (!result.problem.empty()) {
        json["problem"] = result.problem;
        return json;
    }
    json["kind"] = result.is_mail ? "mail" : "document";
    json["personal"] = to_string(result.answer);
    json["persons"] = result.persons;
    json["protection"] = result.protection;
    if (!result.unscannable.empty()) json["unscannable"] = result.unscannable;
    json["documents"] = Json::array();
    for (const auto& document : result.documents) {
        Json one{{"part", document.part},
                 {"role", document.role},
                 {"media_type", document.media_type},
                 {"size", document.size},
                 {"personal", to_string(document.answer)}};
        if (!document.unscannable.empty()) one["unscannable"] = document.unscannable;
        one["type"] = document.type;
        one["types"] = Json::array();
        for (const auto& hint : document.types)
            one["types"].push_back({{"type", hint.type}, {"source", hint.source}, {"misspelt", hint.misspelt}});
        one["persons"] = document.persons;
        one["evidence"] = as_json(document.evidence);
        json["documents"].push_back(std::move(one));
    }
    return json;
}

}  // namespace sluis::ctl
