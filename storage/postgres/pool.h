#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {

/// A bounded set of connections. Thread-safe. A broken connection is replaced when it is next wanted.
class Pool {
public:
    /// Opens none yet. @param max  how many connections there may be at once
    Pool(std::string conninfo, std::size_t max);

    /// A connection for as long as the Lease lives.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_{&pool}, connection_{std::move(connection)} {}
        ~Lease();
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

    private:
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// Waits at most `deadline` for a free one. @throws Error (transient) when none came free or the server
    /// is away.
    [[nodiscard]] Lease lease(std::chrono::milliseconds deadline = std::chrono::seconds{10});

private:
    void give_back(std::unique_ptr<Connection> connection) noexcept;
    std::string conninfo_;
    std::size_t max_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t out_ = 0;
};

}  // namespace sluis::storage::postgres
