#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "storage/shares/share.h"

namespace sluis::storage::shares {

/// Which shares an administrator asks for; empty means any.
struct SharesFilter {
    std::string organisation;  ///< The sender's.
    std::string sender;        ///< Address, without regard to case.
    std::string recipient;     ///< Address, without regard to case.
    std::string message;       ///< Queue id.
    bool living_only = false;  ///< Neither expired nor withdrawn.
    std::size_t max = 100;     ///< At most 1000.
};

/// For `sluisctl shares list`: newest first. File names and subjects stay sealed: an administrator has no need of them
/// (D39). `show` is find_share(reference), `withdraw` is withdraw_share() and withdraw_recipient().
[[nodiscard]] std::vector<Share> list_shares(postgres::Connection& connection, const SharesFilter& filter);

/// One word for how a share stands, for people at a terminal: `open`, `withdrawn`, `expired`.
[[nodiscard]] std::string state_of(const Share& share);

}  // namespace sluis::storage::shares
