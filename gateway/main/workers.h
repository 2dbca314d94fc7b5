#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sluis::main_program {

/// Threads that each do one piece of work after the other until there is none, then wait to be woken. They look by
/// themselves every few seconds too, for what another process left.
class Workers {
public:
    /// @param work  does one piece and returns true, or returns false when there was none; what it throws is logged,
    /// and
    ///              the thread waits before it tries again
    Workers(std::size_t threads, const char* name, std::function<bool()> work);
    /// Stops: each thread ends its piece of work first.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void wake();

private:
    void run();
    [[nodiscard]] bool wait();
    [[nodiscard]] bool is_stopping();
    /// Logs a problem once, until something works again or another one comes.
    void complain(const std::string& problem);
    void note_well();

    const char* name_;
    std::function<bool()> work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t woken_ = 0;
    bool stopping_ = false;
    std::string complaint_;
    std::vector<std::thread> threads_;
};

}  // namespace sluis::main_program
