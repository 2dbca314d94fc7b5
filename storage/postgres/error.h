#pragma once

#include <stdexcept>
#include <string>

namespace sluis::storage {

/// The environment of storage failed: database, disk, key directory. The work at hand is deferred, never
/// passed on. what() bears no personal data and no statement's parameters: it may be logged.
class Error : public std::runtime_error {
public:
    /// @param transient  true when trying again may help: a lost connection, a full disk, a lock
    Error(const std::string& what, bool transient) : std::runtime_error{what}, transient_{transient} {}
    [[nodiscard]] bool is_transient() const noexcept { return transient_; }

private:
    bool transient_;
};

}  // namespace sluis::storage
