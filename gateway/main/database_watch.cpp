#include "gateway/main/database_watch.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "gateway/runtime/database.h"

namespace sluis::main_program {
namespace {

constexpr std::chrono::seconds longest_pause{30};

}  // namespace

DatabaseWatch::DatabaseWatch(const config::Settings& settings) {
    if (settings.database_url.empty()) cluster_.emplace(runtime::private_cluster(settings));
}

void DatabaseWatch::look() noexcept try {
    if (!cluster_ || Clock::now() < look_again_) return;
    look_again_ = Clock::now() + interval;
    if (cluster_->is_running()) {
        pause_ = std::chrono::seconds{0};
        return;
    }
    spdlog::error("database: the private cluster ended; it is started again");
    // For when it throws.
    pause_ = std::min(longest_pause, pause_ * 2 + interval);
    look_again_ = Clock::now() + pause_;
    cluster_->start();
    spdlog::info("database: the private cluster runs");
} catch (const std::exception& problem) {
    spdlog::error("database: {}", problem.what());
}

}  // namespace sluis::main_program
