#pragma once

#include <chrono>
#include <optional>

#include "config/settings.h"
#include "storage/postgres/private_cluster.h"

namespace sluis::main_program {

/// Starts the private cluster again when its server has died, with a growing pause. The server is nobody's child, since
/// it outlives a killed supervisor, so it is looked at now and then. Does nothing when database.url names a server of
/// others.
class DatabaseWatch {
public:
    /// How often to call look().
    static constexpr std::chrono::seconds interval{1};

    /// @throws storage::Error when the options of the private cluster cannot work
    explicit DatabaseWatch(const config::Settings& settings);

    [[nodiscard]] bool is_needed() const noexcept { return cluster_.has_value(); }
    /// Cheap while the server lives. Starting it blocks until it answers; a failure is logged, and tried again later.
    void look() noexcept;

private:
    using Clock = std::chrono::steady_clock;
    std::optional<storage::postgres::PrivateCluster> cluster_;
    Clock::time_point look_again_;
    std::chrono::seconds pause_{0};
};

}  // namespace sluis::main_program
