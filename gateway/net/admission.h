#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sluis::net {

/// Counts connections, all together and per address, and admits no more than the limits say. IPv6 counts per /64, which
/// is what one customer has. An empty address (a Unix-domain socket) counts in the total alone. One thread only.
class Admission {
public:
    enum class Refusal { total, per_address };

    Admission(std::size_t max_total, std::size_t max_per_address);

    /// Counts one connection as long as it lives. May outlive the Admission.
    class Ticket {
    public:
        Ticket(Ticket&&) noexcept = default;
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket();

    private:
        friend class Admission;
        struct Counts {
            std::size_t total = 0;
            std::map<std::string, std::size_t> per_address;
        };
        Ticket(std::shared_ptr<Counts> counts, std::string key);
        std::shared_ptr<Counts> counts_;
        std::string key_;
    };

    /// A ticket, or why there is none.
    [[nodiscard]] std::optional<Ticket> admit(const std::string& address, Refusal& refusal);
    [[nodiscard]] std::size_t total() const noexcept { return counts_->total; }

private:
    std::size_t max_total_;
    std::size_t max_per_address_;
    std::shared_ptr<Ticket::Counts> counts_;
};

}  // namespace sluis::net
