#include "gateway/main/workers.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace sluis::main_program {
namespace {

constexpr std::chrono::seconds look_again{2};

}  // namespace

Workers::Workers(std::size_t threads, const char* name, std::function<bool()> work)
    : name_{name}, work_{std::move(work)} {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Workers::wake() {
    {
        const std::lock_guard lock{mutex_};
        woken_ = std::min(woken_ + 1, threads_.size());
    }
    changed_.notify_one();
}

void Workers::complain(const std::string& problem) {
    {
        const std::lock_guard lock{mutex_};
        if (problem == complaint_) return;
        complaint_ = problem;
    }
    spdlog::error("{}: {}", name_, problem);
}

void Workers::note_well() {
    const std::lock_guard lock{mutex_};
    if (complaint_.empty()) return;
    complaint_.clear();
    spdlog::info("{}: works again", name_);
}

bool Workers::is_stopping() {
    const std::lock_guard lock{mutex_};
    return stopping_;
}

bool Workers::wait() {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, look_again, [this] { return stopping_ || woken_ > 0; });
    if (woken_ > 0) --woken_;
    return !stopping_;
}

void Workers::run() {
    for (;;) {
        bool worked = false;
        try {
            worked = work_();
            note_well();
        } catch (const std::exception& problem) {
            complain(problem.what());
        }
        if (worked ? is_stopping() : !wait()) return;
    }
}

}  // namespace sluis::main_program
