#include "storage/shares/visibility.h"

#include <algorithm>

namespace sluis::storage::shares {

namespace {

using policy::Label;
using policy::PersonRole;
namespace party_class = policy::party_class;

bool has_role(const Reader& reader, PersonRole role) {
    return std::find(reader.roles.begin(), reader.roles.end(), role) != reader.roles.end();
}

bool has_address(const Reader& reader, const std::string& address) {
    return std::find(reader.addresses.begin(), reader.addresses.end(), address) != reader.addresses.end();
}

bool is_member_of(const Reader& reader, const std::string& organisation) {
    return reader.is_member() && !organisation.empty() && reader.organisation == organisation;
}

bool is_of_division(const Reader& reader, const std::string& organisation, const std::string& division) {
    return is_member_of(reader, organisation) && !division.empty() && reader.division == division;
}

/// A consultant's circle (S0.24): beside the person themselves, the two others of the same team.
bool is_of_consultant_circle(const Reader& reader, const std::string& organisation, const std::string& division) {
    return is_member_of(reader, organisation) && reader.division == division &&
           (has_role(reader, PersonRole::administrative_officer) || has_role(reader, PersonRole::team_lead));
}

bool is_sender(const Reader& reader, const ShareFacts& share) {
    if (!is_member_of(reader, share.organisation)) return false;
    return share.sender_login.empty() ? has_address(reader, share.sender)
                                      : reader.login == share.sender_login || has_address(reader, share.sender);
}

bool is_addressee(const Reader& reader, const RecipientFacts& recipient) {
    if (!reader.is_member())
        return reader.guest_recipient == recipient.id && !reader.guest_address.empty() &&
               reader.guest_address == recipient.address;
    if (has_address(reader, recipient.address)) return true;
    return !recipient.person.empty() && reader.login == recipient.person &&
           is_member_of(reader, recipient.organisation);
}

bool sees_as_sender(const Reader& reader, const ShareFacts& share, Label label) {
    if (is_sender(reader, share)) return true;
    if (label != Label::client_bound) return false;
    if (share.sender_class == party_class::consultant)
        return is_of_consultant_circle(reader, share.organisation, share.division);
    if (share.sender_class == party_class::agency) return is_of_division(reader, share.organisation, share.division);
    return is_member_of(reader, share.organisation);
}

/// Colleagues of the addressee, by class and label. The addressee themselves is judged elsewhere.
bool sees_as_colleague(const Reader& reader, const RecipientFacts& recipient, Label label) {
    if (label == Label::personal) return false;
    if (recipient.klass == party_class::agency)
        return is_of_division(reader, recipient.organisation, recipient.division);
    if (label == Label::confidential) return false;
    if (recipient.klass == party_class::facility || recipient.klass == party_class::community_institution)
        return is_member_of(reader, recipient.organisation);
    if (recipient.klass == party_class::consultant)
        return is_of_consultant_circle(reader, recipient.organisation, recipient.division);
    return false;
}

Refusal life(const ShareFacts& share, bool recipient_withdrawn) {
    if (share.withdrawn || recipient_withdrawn) return Refusal::withdrawn;
    if (share.expired) return Refusal::expired;
    return Refusal::none;
}

Verdict judge(const Reader& reader, const ShareFacts& share, const DocumentFacts::Grant& grant) {
    const bool addressee = is_addressee(reader, grant.recipient);
    if (!addressee && !sees_as_colleague(reader, grant.recipient, grant.label)) return {};
    Verdict verdict{Side::recipient, life(share, grant.recipient.withdrawn), grant.recipient.id, addressee};
    // Designation is of a person, so a code by mail is not enough, nor is a mailbox of several people.
    const bool designated = reader.is_member() && reader.may_read_personal && !grant.recipient.generic;
    if (grant.label == Label::personal && !designated && verdict.refusal == Refusal::none)
        verdict.refusal = Refusal::not_designated;
    return verdict;
}

/// True when `a` is to be preferred: what opens before what does not, then an own address before a colleague's.
bool is_better(const Verdict& a, const Verdict& b) {
    if (a.may_see() != b.may_see()) return a.may_see();
    if (a.may_open() != b.may_open()) return a.may_open();
    return a.addressee && !b.addressee;
}

}  // namespace

Verdict may_read_as_recipient(const Reader& reader, const ShareFacts& share, const DocumentFacts& document) {
    Verdict best;
    for (const auto& grant : document.grants)
        if (const auto verdict = judge(reader, share, grant); is_better(verdict, best)) best = verdict;
    return best;
}

Verdict may_read_as_sender(const Reader& reader, const ShareFacts& share, const DocumentFacts& document) {
    if (!sees_as_sender(reader, share, document.label)) return {};
    return {Side::sender, life(share, false), std::nullopt, false};
}

Verdict may_read(const Reader& reader, const ShareFacts& share, const DocumentFacts& document) {
    const auto as_recipient = may_read_as_recipient(reader, share, document);
    if (as_recipient.may_open()) return as_recipient;
    const auto as_sender = may_read_as_sender(reader, share, document);
    return as_sender.may_see() ? as_sender : as_recipient;
}

bool may_see_explanation(const Reader& reader, const ShareFacts& share, Label label) {
    return sees_as_sender(reader, share, label);
}

bool may_withdraw(const Reader& reader, const ShareFacts& share, Label label) {
    if (is_sender(reader, share)) return true;
    return sees_as_sender(reader, share, label) &&
           (has_role(reader, PersonRole::administrative_officer) || has_role(reader, PersonRole::team_lead) ||
            has_role(reader, PersonRole::organisation_administrator));
}

}  // namespace sluis::storage::shares
