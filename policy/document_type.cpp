#include "policy/document_type.h"

#include "policy/text.h"

namespace sluis::policy {
namespace {

constexpr std::size_t max_text = 4096;

std::string ready(std::string_view text) {
    return folded(text.substr(0, max_text));
}

}  // namespace

TypeFinder::TypeFinder(const std::vector<DocumentType>& types, std::string_view subject) : subject_{ready(subject)} {
    for (const auto& type : types) {
        Words words{&type, {}};
        for (const auto& word : type.words) words.words.push_back(folded(word));
        types_.push_back(std::move(words));
    }
}

TypeFinder::Match TypeFinder::best(const std::vector<std::string>& texts, bool general) const {
    Match best;
    for (const auto& [type, words] : types_) {
        if (type->general != general) continue;
        std::size_t longest = 0;
        for (const auto& word : words) {
            for (const auto& text : texts) {
                if (word.size() > longest && find_words(text, word) != std::string_view::npos) longest = word.size();
            }
        }
        if (longest == 0) continue;
        const bool stricter = best.type == nullptr || type->label > best.type->label;
        const bool longer = best.type != nullptr && type->label == best.type->label && longest > best.length;
        if (stricter || longer) best = {type, longest};
    }
    return best;
}

const DocumentType* TypeFinder::find_in(const std::vector<std::vector<std::string>>& sources) const {
    for (const bool general : {false, true}) {
        for (const auto& texts : sources) {
            if (const auto match = best(texts, general); match.type != nullptr) return match.type;
        }
    }
    return nullptr;
}

const DocumentType* TypeFinder::find(const Document& document) const {
    if (types_.empty()) return nullptr;
    return find_in({{ready(document.file_name), ready(document.title)}, {subject_}, {ready(document.head)}});
}

const DocumentType* TypeFinder::find_by_subject() const {
    return find_in({{subject_}});
}

}  // namespace sluis::policy
