#include "storage/directory/cached_source.h"

#include "gateway/mail/mailbox.h"

namespace sluis::storage::directory {

CachedSource::CachedSource(std::unique_ptr<Source> source, std::chrono::seconds staleness, Clock clock)
    : source_{std::move(source)}, staleness_{staleness}, clock_{std::move(clock)} {}

std::vector<Entry> CachedSource::find(const Query& query) const {
    auto key = query;
    key.value = mail::ascii_lower(query.value);
    const auto now = clock_();
    {
        const std::lock_guard lock{mutex_};
        const auto known = answers_.find(key);
        if (known != answers_.end() && now - known->second.asked < staleness_) return known->second.entries;
    }
    auto entries = source_->find(query);  // `now` is taken before: the answer is at least that fresh
    const std::lock_guard lock{mutex_};
    if (answers_.size() >= max_answers) {
        std::erase_if(answers_, [&](const auto& each) { return now - each.second.asked >= staleness_; });
    }
    if (answers_.size() >= max_answers) answers_.clear();
    answers_.insert_or_assign(std::move(key), Answer{entries, now});
    return entries;
}

bool CachedSource::prove(const Entry& entry, const std::string& password) const {
    return source_->prove(entry, password);
}

}  // namespace sluis::storage::directory
