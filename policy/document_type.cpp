#include "policy/document_type.h"

#include <algorithm>

#include "policy/directives.h"
#include "policy/text.h"
#include "policy/weighing.h"

namespace sluis::policy {
namespace {

constexpr std::size_t max_text = 4096;

std::string ready(std::string_view text) {
    return folded(text.substr(0, max_text));
}

constexpr std::size_t least_misspelt = 9;
constexpr std::size_t most_misspelt_text = 400;

/// One word of this text is the type's word with one letter wrong. Its ending may differ, as that of a plural.
bool stands_misspelt(std::string_view text, std::string_view word) {
    if (word.size() < least_misspelt || word.find(' ') != std::string_view::npos) return false;
    text = text.substr(0, most_misspelt_text);
    for (std::size_t from = 0; from < text.size();) {
        const auto to = std::min(text.find(' ', from), text.size());
        const auto token = text.substr(from, to - from);
        from = to + 1;
        if (token.size() + 1 < word.size() || token.front() != word.front()) continue;
        for (const auto size : {word.size() - 1, word.size(), word.size() + 1}) {
            if (size <= token.size() && edit_distance(token.substr(0, size), word) <= 1) return true;
        }
    }
    return false;
}

}  // namespace

const DocumentType* find_by_name(const std::vector<DocumentType>& types, std::string_view name) {
    const auto wanted = folded(name);
    if (wanted.empty()) return nullptr;
    const auto names_it = [&](const DocumentType& type, std::size_t distance) {
        const auto near = [&](const std::string& text) {
            const auto ready_text = folded(text);
            return distance == 0 ? ready_text == wanted
                                 : wanted.size() >= least_misspelt && edit_distance(ready_text, wanted) <= distance;
        };
        return near(type.id) || near(type.name) || std::any_of(type.words.begin(), type.words.end(), near);
    };
    for (const std::size_t distance : {0u, 1u}) {
        const DocumentType* found = nullptr;
        for (const auto& type : types) {
            if (!names_it(type, distance)) continue;
            if (found != nullptr) return nullptr;
            found = &type;
        }
        if (found != nullptr) return found;
    }
    return nullptr;
}

TypeFinder::TypeFinder(const std::vector<DocumentType>& types, const Findings& findings) : findings_{findings} {
    for (const auto& type : types) {
        Words words{&type, {}};
        if (!findings.texts_read) {
            for (const auto& word : type.words) words.words.push_back(folded(word));
        }
        types_.push_back(std::move(words));
    }
    if (findings.texts_read) {
        subject_matches_ = findings.subject_types;
    } else if (!types_.empty()) {
        add_matches(TypeSource::subject, {ready(without_directives(findings.subject))}, subject_matches_);
    }
}

void TypeFinder::add_matches(TypeSource source, const std::vector<std::string>& texts,
                             std::vector<TypeMatch>& matches) const {
    const auto longest = [&](const Words& words, auto stands) {
        std::size_t length = 0;
        for (const auto& word : words.words) {
            for (const auto& text : texts) {
                if (word.size() > length && stands(text, word)) length = word.size();
            }
        }
        return length;
    };
    for (const auto& words : types_) {
        const auto exact = longest(
            words, [](const auto& text, const auto& word) { return find_words(text, word) != std::string_view::npos; });
        if (exact > 0) {
            matches.push_back({words.type->id, source, exact, false});
        } else if (source != TypeSource::text && !words.type->general) {
            const auto near = longest(words, stands_misspelt);
            if (near > 0) matches.push_back({words.type->id, source, near, true});
        }
    }
}

const DocumentType* TypeFinder::best(const std::vector<TypeMatch>& matches, TypeSource source, bool misspelt,
                                     bool general) const {
    const DocumentType* best = nullptr;
    std::size_t length = 0;
    for (const auto& [type, words] : types_) {
        // No words: switched off, whatever an older policy found.
        if (type->general != general || type->words.empty()) continue;
        for (const auto& match : matches) {
            if (match.source != source || match.misspelt != misspelt || match.type != type->id) continue;
            const bool stricter = best == nullptr || type->label > best->label;
            const bool longer = best != nullptr && type->label == best->label && match.length > length;
            if (!stricter && !longer) continue;
            best = type;
            length = match.length;
        }
    }
    return best;
}

const DocumentType* TypeFinder::first(const std::vector<TypeMatch>& matches, bool misspelt, bool general) const {
    for (const auto source : {TypeSource::name, TypeSource::subject, TypeSource::text}) {
        if (const auto* type = best(matches, source, misspelt, general); type != nullptr) return type;
    }
    return nullptr;
}

const DocumentType* TypeFinder::choose(const std::vector<TypeMatch>& matches) const {
    if (matches.empty()) return nullptr;
    if (const auto* type = first(matches, false, false)) return type;
    if (const auto* type = first(matches, true, false)) return type;
    return first(matches, false, true);
}

std::vector<TypeMatch> TypeFinder::matches(const Document& document) const {
    if (findings_.texts_read) return document.types;
    std::vector<TypeMatch> matches;
    if (types_.empty()) return matches;
    add_matches(TypeSource::name, {ready(document.file_name), ready(document.title)}, matches);
    add_matches(TypeSource::text, {ready(document.head)}, matches);
    return matches;
}

std::vector<TypeMatch> TypeFinder::subject_matches() const {
    return subject_matches_;
}

const DocumentType* TypeFinder::find(const Document& document) const {
    auto all = matches(document);
    all.insert(all.end(), subject_matches_.begin(), subject_matches_.end());
    return choose(all);
}

const DocumentType* TypeFinder::find_by_subject() const {
    return choose(subject_matches_);
}

void read_texts(const Policy& policy, Findings& findings) {
    if (findings.texts_read) return;
    const TypeFinder types{policy.types, findings};
    for (auto& document : findings.documents) {
        document.types = types.matches(document);
        document.encrypted_payload = is_encrypted_payload(findings, document);
    }
    findings.subject_types = types.subject_matches();
    findings.texts_read = true;
}

}  // namespace sluis::policy
