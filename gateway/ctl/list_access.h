#pragma once

#include <optional>

#include "config/settings.h"
#include "storage/register/person_lists.h"

namespace sluis::ctl {

/// The organisations' lists for one command, where the database answers. Where it does not, the command says so:
/// nothing is decided without them silently.
class ListAccess {
public:
    explicit ListAccess(const config::Settings& settings);
    /// Null when the database, or the key directory, cannot be had.
    [[nodiscard]] storage::lists::ListLookup* lookup() { return lookup_ ? &*lookup_ : nullptr; }

private:
    std::optional<storage::vault::KeyDirectory> keys_;
    std::optional<storage::postgres::Connection> connection_;
    std::optional<storage::lists::ListLookup> lookup_;
};

}  // namespace sluis::ctl
