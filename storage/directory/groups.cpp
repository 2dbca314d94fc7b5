#include <algorithm>
#include <set>

#include "storage/directory/schema.h"
#include "storage/directory/schema_directory.h"

namespace sluis::storage::directory {
namespace {

constexpr std::size_t max_groups = 256;
constexpr std::size_t max_members = 200;
constexpr std::size_t max_depth = 5;
constexpr std::size_t max_looked_up = 500;  // Members named by all lists together, each a question to the directory.

bool names_members(const Entry& entry) {
    return entry.has("objectclass", schema::group_class) || entry.has("objectclass", schema::list_class);
}

bool names_itself(const Entry& entry, const std::string& dn) {
    return folded_dn(entry.dn) == folded_dn(dn);
}

bool names_member(const Entry& group, const std::string& dn) {
    const auto& members = group.all(schema::member);
    return std::any_of(members.begin(), members.end(),
                       [&](const auto& member) { return folded_dn(member) == folded_dn(dn); });
}

}  // namespace

/// Lists still to be read, by depth, and what was found. A list that was seen is not read again: no circle ends badly.
struct SchemaDirectory::Expansion {
    MailingList found;
    std::set<std::string> seen;                        ///< Keys of addresses, and DNs of lists.
    std::vector<std::pair<Entry, std::size_t>> lists;  ///< With how many lists stand above.
    std::size_t depth = 0;
    std::size_t looked_up = 0;

    void add(const mail::Mailbox& address, std::optional<policy::DirectoryFacts> facts) {
        if (!seen.insert(address.key()).second) return;
        if (found.members.size() >= max_members) {
            found.complete = false;
        } else {
            found.members.push_back({address, std::move(facts)});
        }
    }
    void add(Entry list) {
        if (!seen.insert(folded_dn(list.dn)).second) return;
        if (depth >= max_depth || lists.size() >= max_members) {
            found.complete = false;
        } else {
            lists.emplace_back(std::move(list), depth + 1);
        }
    }
};

std::optional<Entry> SchemaDirectory::list_entry(const mail::Mailbox& address) const {
    return only(schema::list_class, {schema::mail, schema::alternate}, address.text());
}

void SchemaDirectory::add_member(const Entry& entry, Expansion& expansion) const {
    if (names_members(entry)) return expansion.add(entry);
    const auto address = mail::Mailbox::parse(entry.first(schema::mail));
    if (!address) {
        expansion.found.complete = false;
    } else if (entry.has("objectclass", schema::person_class)) {
        expansion.add(*address, facts_of(entry, false));
    } else {
        expansion.add(*address, find(*address));
    }
}

void SchemaDirectory::add_members_of(const Entry& list, Expansion& expansion) const {
    const auto& by_dn = list.all(schema::member);
    const auto& by_address = list.all(schema::member_address);
    expansion.looked_up += by_dn.size() + by_address.size();
    if (expansion.looked_up > max_looked_up) {
        expansion.found.complete = false;
        return;
    }
    for (const auto& dn : by_dn) {
        auto entries = source_->find({"", {schema::own_dn}, dn});
        std::erase_if(entries, [&](const Entry& entry) { return !names_itself(entry, dn); });
        if (entries.size() == 1) {
            add_member(entries.front(), expansion);
        } else {
            expansion.found.complete = false;
        }
    }
    for (const auto& text : by_address) {
        const auto address = mail::Mailbox::parse(text);
        if (!address) {
            expansion.found.complete = false;
        } else if (auto inner = list_entry(*address)) {
            expansion.add(std::move(*inner));
        } else {
            expansion.add(*address, find(*address));
        }
    }
}

std::optional<Directory::MailingList> SchemaDirectory::list(const mail::Mailbox& address) const {
    auto outermost = list_entry(address);
    if (!outermost) return std::nullopt;
    Expansion expansion;
    expansion.add(std::move(*outermost));
    for (std::size_t next = 0; next < expansion.lists.size(); ++next) {
        const auto [list, depth] = expansion.lists[next];
        expansion.depth = depth;
        add_members_of(list, expansion);
    }
    return std::move(expansion.found);
}

std::vector<std::string> SchemaDirectory::groups(const mail::Mailbox& address) const {
    const auto person = only(schema::person_class, {schema::mail, schema::alternate}, address.text());
    if (!person) return {};
    std::vector<std::string> dns{person->dn};
    std::set<std::string> seen, names;
    for (std::size_t next = 0; next < dns.size(); ++next) {
        const auto dn = dns[next];
        for (const auto& group : source_->find({schema::group_class, {schema::member}, dn, max_groups})) {
            if (!names_member(group, dn) || !seen.insert(folded_dn(group.dn)).second) continue;
            // A group left out could be the one that forbids something.
            if (seen.size() >= max_groups) throw Unavailable{"somebody is a member of more than 256 groups"};
            names.insert(mail::ascii_lower(group.first(schema::common_name)));
            dns.push_back(group.dn);
        }
    }
    return {names.begin(), names.end()};
}

}  // namespace sluis::storage::directory
