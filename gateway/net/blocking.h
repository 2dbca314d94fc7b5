#pragma once

#include <asio/async_result.hpp>
#include <asio/awaitable.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace sluis::net {

/// Runs `work` on a thread of `pool` and resumes the caller on its own executor with the result.
///
/// For calls that block: libpq, libldap, fsync. What `work` throws is thrown again at the co_await. The
/// pool's queue is as long as there are callers, who are bounded where they are admitted. `work` cannot be
/// cancelled: give it a deadline of its own. `work` is moved to the pool and destroyed there or on the
/// caller's executor; it must not refer to the awaiting coroutine's locals unless that coroutine is sure to
/// outlive it (it is, as long as the reactor is not destroyed before the pool has been joined).
///
/// Name the lambda before you await (GCC 12 destroys a capturing temporary twice):
///     auto commit = [&] { return queue.commit(message); };
///     const auto id = co_await net::blocking(pool, std::move(commit));
template <class Work>
[[nodiscard]] asio::awaitable<std::invoke_result_t<Work&>> blocking(asio::thread_pool& pool, Work work) {
    using Value = std::invoke_result_t<Work&>;
    struct Nothing {};
    using Stored = std::conditional_t<std::is_void_v<Value>, Nothing, Value>;
    struct State {
        explicit State(Work w) : work{std::move(w)} {}
        Work work;
        std::optional<Stored> value;
        std::exception_ptr error;
        void run() noexcept {
            try {
                if constexpr (std::is_void_v<Value>) {
                    work();
                    value.emplace();
                } else {
                    value.emplace(work());
                }
            } catch (...) {
                error = std::current_exception();
            }
        }
    };
    const auto state = std::make_shared<State>(std::move(work));
    const auto reactor = co_await asio::this_coro::executor;
    auto initiate = [&pool, state, reactor](auto handler) {
        asio::post(pool, [state, handler = std::move(handler), guard = asio::make_work_guard(reactor)]() mutable {
            state->run();
            asio::post(guard.get_executor(), std::move(handler));
        });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(initiate, asio::use_awaitable);
    if (state->error) std::rethrow_exception(state->error);
    if constexpr (!std::is_void_v<Value>) co_return std::move(*state->value);
}

}  // namespace sluis::net
