#include "storage/postgres/pool.h"

namespace sluis::storage::postgres {

Pool::Pool(std::string conninfo, std::size_t max) : conninfo_{std::move(conninfo)}, max_{max} {
    idle_.reserve(max_);
}

Pool::Lease::~Lease() {
    if (connection_) pool_->give_back(std::move(connection_));
}

Pool::Lease Pool::lease(std::chrono::milliseconds deadline) {
    {
        std::unique_lock lock{mutex_};
        if (!freed_.wait_for(lock, deadline, [this] { return out_ < max_; }))
            throw Error{"database: no connection came free within the deadline", true};
        ++out_;
        while (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            if (connection->is_alive()) return Lease{*this, std::move(connection)};
        }
    }
    try {
        return Lease{*this, std::make_unique<Connection>(conninfo_)};
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept {
    const bool keep = connection && connection->is_usable() && !connection->in_transaction();
    {
        const std::lock_guard lock{mutex_};
        --out_;
        // idle_ was reserved in the constructor: no allocation, hence no exception, here.
        if (keep && idle_.size() < max_) idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

}  // namespace sluis::storage::postgres
