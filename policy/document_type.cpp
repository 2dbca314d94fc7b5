#include "policy/document_type.h"

#include <algorithm>

#include "policy/text.h"

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

TypeFinder::TypeFinder(const std::vector<DocumentType>& types, std::string_view subject) : subject_{ready(subject)} {
    for (const auto& type : types) {
        Words words{&type, {}};
        for (const auto& word : type.words) words.words.push_back(folded(word));
        types_.push_back(std::move(words));
    }
}

TypeFinder::Match TypeFinder::best(const std::vector<std::string>& texts, bool general, bool misspelt) const {
    Match best;
    for (const auto& [type, words] : types_) {
        if (type->general != general) continue;
        std::size_t longest = 0;
        for (const auto& word : words) {
            for (const auto& text : texts) {
                if (word.size() > longest &&
                    (misspelt ? stands_misspelt(text, word) : find_words(text, word) != std::string_view::npos)) {
                    longest = word.size();
                }
            }
        }
        if (longest == 0) continue;
        const bool stricter = best.type == nullptr || type->label > best.type->label;
        const bool longer = best.type != nullptr && type->label == best.type->label && longest > best.length;
        if (stricter || longer) best = {type, longest};
    }
    return best;
}

const DocumentType* TypeFinder::find_in(const std::vector<std::vector<std::string>>& sources, bool misspelt,
                                        bool general) const {
    for (const auto& texts : sources) {
        if (const auto match = best(texts, general, misspelt); match.type != nullptr) return match.type;
    }
    return nullptr;
}

const DocumentType* TypeFinder::find(const Document& document) const {
    if (types_.empty()) return nullptr;
    std::vector<std::vector<std::string>> sources{{ready(document.file_name), ready(document.title)}, {subject_}};
    const auto short_sources = sources;
    sources.push_back({ready(document.head)});
    if (const auto* type = find_in(sources, false, false)) return type;
    if (const auto* type = find_in(short_sources, true, false)) return type;
    return find_in(sources, false, true);
}

const DocumentType* TypeFinder::find_by_subject() const {
    const std::vector<std::vector<std::string>> sources{{subject_}};
    if (const auto* type = find_in(sources, false, false)) return type;
    if (const auto* type = find_in(sources, true, false)) return type;
    return find_in(sources, false, true);
}

}  // namespace sluis::policy
