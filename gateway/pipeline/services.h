#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "config/settings.h"
#include "gateway/scan/scanner.h"
#include "policy/policy_set.h"
#include "storage/directory/directory.h"
#include "storage/postgres/pool.h"
#include "storage/vault/content.h"
#include "storage/vault/keys.h"

namespace sluis::templates {
class Texts;
}
namespace sluis::storage::lists {
class ListSieves;
}

namespace sluis::pipeline {

/// The policy in force. A reload swaps it; who decides keeps the one it took.
class CurrentPolicy {
public:
    explicit CurrentPolicy(policy::PolicySet policy)
        : policy_{std::make_shared<const policy::PolicySet>(std::move(policy))} {}
    [[nodiscard]] std::shared_ptr<const policy::PolicySet> get() const {
        const std::lock_guard lock{mutex_};
        return policy_;
    }
    void replace(policy::PolicySet policy) {
        auto next = std::make_shared<const policy::PolicySet>(std::move(policy));
        const std::lock_guard lock{mutex_};
        policy_ = std::move(next);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const policy::PolicySet> policy_;
};

/// The long-lived parts of the relay that its steps share. All of them are thread-safe and outlive every step;
/// main makes them, once. Nothing here owns anything.
struct Services {
    const config::Settings& settings;
    storage::postgres::Pool& pool;
    const storage::vault::KeyDirectory& keys;
    const storage::vault::ContentStore& content;
    const storage::directory::Directory& directory;
    const scan::Scanner& scanner;
    const CurrentPolicy& policy;
    const templates::Texts& texts;
    std::function<void()> message_waits;                ///< Wakes who prepares: a message was committed.
    std::function<void()> delivery_waits;               ///< Wakes the courier: deliveries were committed.
    storage::lists::ListSieves* list_sieves = nullptr;  ///< Where look-ups in lists keep what spares the database work.
};

/// The name of the key that wraps what stands in the queue.
inline constexpr const char* queue_key = "queue-1";

}  // namespace sluis::pipeline
