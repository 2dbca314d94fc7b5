#pragma once

#include <set>
#include <string>
#include <vector>

#include "gateway/scan/report.h"
#include "storage/register/person_lists.h"

namespace sluis::pipeline {

/// A candidate that a list knows.
struct Recognised {
    std::size_t candidate = 0;  ///< Which of the report's.
    storage::lists::ListKind list = storage::lists::ListKind::clients;
    std::int32_t person = 0;  ///< Of that list.
};

/// Adds the evidence that the recognised candidates make, document by document and person by person, to the report's
/// findings. Pure: no list, no key, no clock. What one person's values say together counts:
///
///     client  national number, or name and date of birth                          certain
///             name with an e-mail address, a telephone or a dossier number         certain
///             initial and surname with one of those                                strong
///             a name that few bear; an e-mail address; a telephone                 strong
///             a name that many bear; initial and surname; a dossier number alone   weak
///     staff   national number, or name and date of birth                           certain
///             anything else, once for a document                                   weak
///
/// A value that several persons of a list have is evidence of one of them.
void add_list_evidence(scan::Report& report, const std::vector<Recognised>& recognised);

}  // namespace sluis::pipeline
