#include "gateway/portal/people_names.h"

namespace sluis::portal {

std::string PeopleNames::of_address(const std::string& address) const {
    if (const auto found = known_.find(address); found != known_.end()) return found->second;
    auto name = address;
    const auto mailbox = mail::Mailbox::parse(address);
    if (mailbox && !away_) {
        try {
            const auto facts = visit_.services().directory.find(*mailbox);
            if (facts && !facts->display_name.empty()) name = facts->display_name;
        } catch (const storage::directory::Unavailable&) {
            away_ = true;
        }
    }
    return known_[address] = name;
}

std::string PeopleNames::of_reader(const std::string& login_or_address) const {
    if (login_or_address.find('@') != std::string::npos) return of_address(login_or_address);
    if (const auto found = known_.find(login_or_address); found != known_.end()) return found->second;
    auto name = login_or_address;
    if (!away_) {
        try {
            const auto person = visit_.services().directory.person(login_or_address);
            if (person && !person->facts.display_name.empty()) name = person->facts.display_name;
        } catch (const storage::directory::Unavailable&) {
            away_ = true;
        }
    }
    return known_[login_or_address] = name;
}

}  // namespace sluis::portal
