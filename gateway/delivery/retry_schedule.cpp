#include "gateway/delivery/retry_schedule.h"

#include <algorithm>

namespace sluis::delivery {

std::optional<std::chrono::seconds> retry_in(const config::DeliverySettings& settings, std::string_view kind,
                                             int attempts, std::chrono::seconds age, double jitter) {
    // A notice or a code that arrives days later helps nobody; the sender can still act when told the next day.
    // What tells the sender that a mail did not arrive is as dear as the mail itself.
    const bool is_original =
        kind == "original" || kind == "rewritten" || kind == "report" || kind == "return" || kind == "hold";
    const auto give_up_after = is_original ? settings.give_up_after : settings.notice_give_up_after;
    if (age >= give_up_after) return std::nullopt;

    const auto& waits = settings.retry_after;
    const auto step =
        waits.empty()
            ? std::chrono::seconds{300}
            : waits[std::min<std::size_t>(static_cast<std::size_t>(std::max(attempts, 1)) - 1, waits.size() - 1)];
    const auto stretched = std::chrono::seconds{
        step.count() + static_cast<std::int64_t>(static_cast<double>(step.count()) * 0.2 * jitter)};
    return std::clamp(stretched, std::chrono::seconds{1}, std::max(std::chrono::seconds{1}, give_up_after - age));
}

}  // namespace sluis::delivery
