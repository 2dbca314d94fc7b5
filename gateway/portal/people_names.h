#pragma once

#include <map>
#include <string>

#include "gateway/portal/visit.h"

namespace sluis::portal {

/// What people are called on a page: by the directory's name where it knows one, else as they are written. A directory
/// that is away costs the names, not the page. For one visit: it asks about nobody twice.
class PeopleNames {
public:
    explicit PeopleNames(const Visit& visit) : visit_{visit} {}

    /// "Griet Vanhoof", or the address itself.
    [[nodiscard]] std::string of_address(const std::string& address) const;
    /// Of who proved themselves: a login, or an address.
    [[nodiscard]] std::string of_reader(const std::string& login_or_address) const;

private:
    const Visit& visit_;
    mutable std::map<std::string, std::string> known_;
    mutable bool away_ = false;
};

}  // namespace sluis::portal
