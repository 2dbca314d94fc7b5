#include "policy/topics.h"

#include <algorithm>

#include "policy/text.h"

namespace sluis::policy {
namespace {

constexpr std::size_t max_contacts = 3;
constexpr std::size_t max_texts = 200;
constexpr std::size_t max_hosts = 64;
constexpr std::size_t max_text = 1024;

std::vector<std::string> texts_of(std::string_view subject, const Findings& findings) {
    std::vector<std::string> texts{folded(subject.substr(0, max_text))};
    for (const auto& document : findings.documents) {
        if (texts.size() >= max_texts) break;
        texts.push_back(folded(document.file_name));
        texts.push_back(folded(document.title));
    }
    return texts;
}

bool stands_in(const std::vector<std::string>& texts, const std::string& word) {
    const auto ready = folded(word);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return find_words(text, ready) != std::string_view::npos; });
}

}  // namespace

std::vector<Contact> contacts_for(const Policy& policy, std::string_view subject, const Findings& findings,
                                  const std::set<std::string>& types) {
    std::vector<Contact> contacts;
    if (policy.topics.empty()) return contacts;
    const auto texts = texts_of(subject, findings);
    for (const auto& topic : policy.topics) {
        const bool by_type =
            std::any_of(types.begin(), types.end(), [&](const auto& type) { return topic.types.contains(type); });
        const bool by_word = std::any_of(topic.words.begin(), topic.words.end(),
                                         [&](const auto& word) { return stands_in(texts, word); });
        if (by_type || by_word) contacts.push_back({topic.name, topic.contact});
        if (contacts.size() == max_contacts) break;
    }
    return contacts;
}

std::vector<std::string> banned_hosts(const Policy& policy, const Findings& findings) {
    std::vector<std::string> banned;
    if (policy.banned_links.empty()) return banned;
    for (const auto& host : findings.link_hosts) {
        if (banned.size() >= max_hosts) break;
        std::string_view rest = host;
        while (rest.ends_with('.')) rest.remove_suffix(1);
        for (bool more = !rest.empty(); more;) {
            if (policy.banned_links.contains(std::string{rest})) {
                banned.push_back(host);
                break;
            }
            const auto dot = rest.find('.');
            more = dot != std::string_view::npos;
            if (more) rest.remove_prefix(dot + 1);
        }
    }
    return banned;
}

}  // namespace sluis::policy
