#pragma once

#include <string>
#include <vector>

#include "policy/policy_set.h"
#include "storage/directory/directory.h"

namespace sluis::portal {

/// What the policy does by default with documents for one class of recipient. In Dutch.
struct ClassLine {
    std::string to;           ///< "andere voorziening".
    std::string personal;     ///< "wordt veilig gedeeld, cliëntgebonden".
    std::string unscannable;  ///< Likewise, for what could not be read.
};

/// One rule on who may send what to whom (S0.48, S0.49). In Dutch.
struct RuleLine {
    std::string name;  ///< As in the policy.
    std::string who;   ///< "iedereen", "groep directie", "iedereen behalve groep directie".
    std::string what;  ///< "Listing personeel", "elk document met persoonsgegevens".
    std::string to;    ///< "agentschap, andere voorziening", "iedereen".
    std::string then;  ///< "gaat terug naar de afzender".
    std::string when;  ///< "vanaf 2027-01-01", "alleen op proef"; may be empty.
};

/// What holds otherwise for the senders of one group.
struct GroupLine {
    std::string name;
    std::string members;              ///< Who is in it, as the policy says it.
    std::vector<std::string> values;  ///< "override = true".
};

/// Who of an organisation may send what to whom, as its policy says.
struct SendingReport {
    std::string policy;    ///< Version.
    bool watched = false;  ///< The policy only watches this organisation.
    std::vector<ClassLine> classes;
    std::vector<RuleLine> rules;
    std::vector<GroupLine> groups;  ///< Those that the organisation's people can be in.
};
[[nodiscard]] SendingReport sending_report(const policy::PolicySet& policies, const std::string& organisation);

/// The names of the policy's groups that a person is in. @param directory  asked for groups where the policy names some
[[nodiscard]] std::vector<std::string> groups_of(const policy::PolicySet& policies,
                                                 const storage::directory::Directory& directory,
                                                 const storage::directory::Directory::Person& person);

}  // namespace sluis::portal
