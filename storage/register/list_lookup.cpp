#include <algorithm>
#include <unordered_map>

#include "storage/register/person_lists.h"

namespace sluis::storage::lists {
namespace {

struct Asked {
    std::size_t question = 0;
    ListKind list = ListKind::clients;
};

}  // namespace

bool ListLookup::has_lists(const std::string& organisation) {
    if (organisation.empty()) return false;
    return !connection_
                ->execute("select 1 from person_list where organisation = $1 limit 1", {std::string_view{organisation}})
                .empty();
}

std::vector<Hit> ListLookup::look_up(const std::string& organisation, const std::vector<Question>& questions) {
    if (organisation.empty() || questions.empty()) return {};
    std::unordered_multimap<std::string, Asked> asked;
    std::string hashes;
    std::vector<ListHasher::Hash> hashed;
    for (const auto& list : show_lists(*connection_, organisation)) {
        ListHasher hasher{*keys_, list.kind, organisation};
        if (hasher.key_check() != list.key_check)
            throw Error{"lists: a list was imported under a key that is gone; import it again", false};
        const auto sieve = sieves_ == nullptr ? nullptr : sieves_->of(list.id, list.hashes, *connection_);
        // First all, then the sieve: it is larger than the processor's cache, and these waits overlap.
        hashed.clear();
        for (const auto& question : questions) hashed.push_back(hasher.hash(question.kind, question.value));
        for (std::size_t i = 0; i < questions.size(); ++i) {
            if (sieve && !sieve->may_hold(hashed[i])) continue;
            auto hex = hexadecimal(hashed[i]);
            // Once in the query, however often it was asked.
            if (!asked.contains(hex)) hashes += (hashes.empty() ? "{\"\\\\x" : ",\"\\\\x") + hex + '"';
            asked.emplace(std::move(hex), Asked{i, list.kind});
        }
    }
    if (hashes.empty()) return {};
    hashes += '}';
    const auto rows =
        connection_->execute("select encode(hash, 'hex'), person from person_list_hash where hash = any($1::bytea[])",
                             {std::string_view{hashes}});
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto [begin, end] = asked.equal_range(rows.text(i, 0));
        for (auto one = begin; one != end; ++one)
            hits.push_back({one->second.question, one->second.list, static_cast<std::int32_t>(rows.number(i, 1))});
    }
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::tie(a.question, a.list, a.person) < std::tie(b.question, b.list, b.person);
    });
    return hits;
}

}  // namespace sluis::storage::lists
