#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/decision.h"
#include "policy/directives.h"
#include "policy/document_type.h"
#include "policy/findings.h"
#include "policy/party.h"
#include "policy/policy.h"
#include "policy/weighing.h"

namespace sluis::policy {

/// Why Q1 is yes for one document: each ground by itself. None: no.
struct Grounds {
    bool firm = false;                  ///< Certain or strong evidence.
    bool weak = false;                  ///< Enough weak evidence.
    bool weak_without_dossier = false;  ///< Enough, also when dossier numbers are left out.
    bool unscannable = false;           ///< Could not be read, and the policy counts that as yes.
    bool word = false;                  ///< The sender says so.
    [[nodiscard]] bool any() const { return firm || weak || unscannable || word; }
};

/// What is decided as one: an attachment, a calendar part, the message's text (subject and bodies together), or a
/// signature or its picture that bears strong or certain evidence.
struct Item {
    Grounds grounds;
    bool encrypted_mail = false;  ///< Holds mail encrypted to its recipient: Policy::encrypted_mail speaks.
    bool calendar = false;
    bool banned_link = false;         ///< A body has a link to a file-sharing service of the policy's list (D12).
    std::optional<Label> type_label;  ///< What its type, the persons in it and the sender's word ask for at least.
    std::string type;
    std::optional<int> days;
    Step answer;              ///< Q1.
    std::vector<Step> notes;  ///< Q3 and why the label is stricter than the type's.
};

/// What holds for every recipient of a message: Q1, Q3 and the sender's directives, answered once.
struct Reading {
    std::vector<Item> items;
    /// For each document of the findings, which item it belongs to; none for what is no document.
    std::vector<std::optional<std::size_t>> item_of;
    std::size_t text = 0;   ///< The item of the subject and the bodies.
    bool whole = false;     ///< What must be shared is shared as message.eml.
    bool personal = false;  ///< [persoonlijk], by one who may say so.
    bool dossier = false;   ///< A dossier number of the right form was given.
    int days = max_share_days;
    std::vector<std::string> warnings;
    std::string dossier_warning;  ///< Why client-bound documents have no dossier.
    std::vector<Step> directives;
    std::vector<std::string> banned_links;  ///< Which hosts.
    std::vector<Contact> contacts;          ///< Whom to ask about the topics of this mail; at most 3.
};

/// The sender gave a dossier number, and it has the form that the policy asks.
[[nodiscard]] bool has_dossier(const Policy& policy, const Directives& directives);

[[nodiscard]] Reading read(const Policy& policy, const Party& sender, const Directives& directives,
                           const Findings& findings);

}  // namespace sluis::policy
