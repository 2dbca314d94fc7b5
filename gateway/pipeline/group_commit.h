#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/thread_pool.hpp>
#include <deque>
#include <exception>
#include <functional>
#include <memory>

#include "storage/postgres/pool.h"

namespace sluis::pipeline {

/// Commits what several sessions bring at the same time in one transaction: one write to the disk, and one round trip
/// to the database, for all of them. A session alone waits for nobody: what comes while a transaction is under way is
/// the next one.
///
/// For one thread, the reactor's; the transactions run on the pool, one at a time.
class GroupCommit {
public:
    /// Adds its rows with Transaction::post() alone. It may be called again in another transaction, when the first one
    /// failed for the sake of somebody else's rows. Must outlive commit().
    using Work = std::function<void(storage::postgres::Transaction&)>;

    GroupCommit(storage::postgres::Pool& connections, asio::thread_pool& pool)
        : connections_{connections}, pool_{pool} {}

    /// Returns once it is committed. @throws storage::Error when it was not, or (transient) when that is unknown
    [[nodiscard]] asio::awaitable<void> commit(const Work& work);

    static constexpr std::size_t max_group = 50;

private:
    struct Waiting;
    [[nodiscard]] asio::awaitable<void> run();
    void commit_all(const std::deque<std::shared_ptr<Waiting>>& group);

    storage::postgres::Pool& connections_;
    asio::thread_pool& pool_;
    std::deque<std::shared_ptr<Waiting>> waiting_;
    bool running_ = false;
};

}  // namespace sluis::pipeline
