#pragma once

#include <string>
#include <vector>

#include "policy/decision.h"
#include "storage/directory/directory.h"

namespace sluis::portal {

/// What one member of an organisation can see, as the only judge of it says (storage/shares/visibility.h).
struct PersonAccess {
    std::string name, login, division, roles;
    std::vector<policy::Label> sent_by_colleagues;      ///< Labels of what others of the organisation (or team) sent.
    std::vector<policy::Label> received_by_colleagues;  ///< Of what was sent to others of it.
    bool personal = false;              ///< Designated: opens personal documents that were sent to themselves.
    std::vector<std::string> groups{};  ///< The policy's sender groups that they are in (sending_report.h).
};

/// The report of who has access within an organisation (S0.48). `may_read_personal` of the people says who is
/// designated.
[[nodiscard]] std::vector<PersonAccess> access_report(const std::vector<storage::directory::Directory::Person>& people);

/// Whom an organisation often designates: the director and the administration (S0.45), by their roles in the directory.
/// Nobody is designated by it.
[[nodiscard]] bool is_often_designated(const storage::directory::Directory::Person& person);

/// "cliëntgebonden, vertrouwelijk"; "niets" for none.
[[nodiscard]] std::string labels_text(const std::vector<policy::Label>& labels);

/// "directie, stage"; empty for none.
[[nodiscard]] std::string names_text(const std::vector<std::string>& names);

/// The report as CSV for a spreadsheet: UTF-8 with its mark, semicolons, every value quoted, none taken for a formula.
[[nodiscard]] std::string access_report_csv(const std::vector<PersonAccess>& report);

}  // namespace sluis::portal
