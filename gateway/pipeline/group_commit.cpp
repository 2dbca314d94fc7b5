#include "gateway/pipeline/group_commit.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <vector>

#include "gateway/net/blocking.h"
#include "gateway/pipeline/crash_point.h"

namespace sluis::pipeline {
namespace {

using Group = std::vector<const GroupCommit::Work*>;

void commit_group(storage::postgres::Pool& connections, const Group& works) {
    auto connection = connections.lease();
    storage::postgres::Transaction transaction{*connection};
    for (const auto* work : works) (*work)(transaction);
    crash_point("receive.before-commit");
    transaction.commit();
    crash_point("receive.after-commit");
}

// Nobody would be told any more whether their mail is committed: the supervisor starts the relay anew.
void end_process_on_fault(const std::exception_ptr& fault) {
    if (fault) std::rethrow_exception(fault);
}

}  // namespace

struct GroupCommit::Waiting {
    Waiting(const Work& work_, const asio::any_io_executor& executor) : work{&work_}, ended{executor} {
        ended.expires_at(asio::steady_timer::time_point::max());
    }
    const Work* work;
    asio::steady_timer ended;  ///< Cancelled when it has.
    bool has_ended = false;
    std::exception_ptr problem;
};

void GroupCommit::commit_all(const std::deque<std::shared_ptr<Waiting>>& group) {
    Group works;
    for (const auto& one : group) works.push_back(one->work);
    try {
        return commit_group(connections_, works);
    } catch (const storage::Error& problem) {
        // The database refused somebody's rows, and committed nothing. What is transient, or unknown, is so for all.
        const bool is_somebodys = !problem.is_transient() && group.size() > 1;
        if (!is_somebodys) {
            for (const auto& one : group) one->problem = std::current_exception();
            return;
        }
    } catch (const std::exception&) {
        for (const auto& one : group) one->problem = std::current_exception();
        return;
    }
    for (const auto& one : group) {
        try {
            commit_group(connections_, {one->work});
        } catch (const std::exception&) {
            one->problem = std::current_exception();
        }
    }
}

asio::awaitable<void> GroupCommit::run() {
    while (!waiting_.empty()) {
        const auto size = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), max_group));
        const std::deque<std::shared_ptr<Waiting>> group{waiting_.begin(), waiting_.begin() + size};
        waiting_.erase(waiting_.begin(), waiting_.begin() + size);
        auto work = [this, &group] { commit_all(group); };
        co_await net::blocking(pool_, std::move(work));
        for (const auto& one : group) {
            one->has_ended = true;
            one->ended.cancel();
        }
    }
    running_ = false;
}

asio::awaitable<void> GroupCommit::commit(const Work& work) {
    const auto executor = co_await asio::this_coro::executor;
    const auto mine = std::make_shared<Waiting>(work, executor);
    waiting_.push_back(mine);
    if (!running_) {
        running_ = true;
        asio::co_spawn(executor, run(), end_process_on_fault);
    }
    asio::error_code ignored;
    while (!mine->has_ended) co_await mine->ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (mine->problem) std::rethrow_exception(mine->problem);
}

}  // namespace sluis::pipeline
