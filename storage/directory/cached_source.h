#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "storage/directory/entry.h"

namespace sluis::storage::directory {

/// Remembers answers of a source for a while, "nobody" among them. Never a password. Nothing older than `staleness` is
/// ever given: when the source cannot answer by then, neither can this.
class CachedSource final : public Source {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    CachedSource(std::unique_ptr<Source> source, std::chrono::seconds staleness,
                 Clock clock = std::chrono::steady_clock::now);

    [[nodiscard]] std::vector<Entry> find(const Query& query) const override;
    [[nodiscard]] bool prove(const Entry& entry, const std::string& password) const override;
    void probe() const override { source_->probe(); }

    static constexpr std::size_t max_answers = 20'000;

private:
    struct Answer {
        std::vector<Entry> entries;
        std::chrono::steady_clock::time_point asked;
    };
    std::unique_ptr<Source> source_;
    std::chrono::seconds staleness_;
    Clock clock_;
    mutable std::mutex mutex_;
    mutable std::map<Query, Answer> answers_;
};

}  // namespace sluis::storage::directory
