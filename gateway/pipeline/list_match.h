#pragma once

#include <string>

#include "gateway/mail/envelope.h"
#include "gateway/scan/report.h"
#include "storage/register/person_lists.h"

namespace sluis::pipeline {

/// Looks the report's candidates up in the organisation's lists of clients and staff, and adds to the findings what
/// they know: evidence "list.client", "list.client.dossier" and "list.staff", with what sort of value it was and no
/// value (docs/decisions/1101-exact-match.md says what each is worth). Afterwards the report has no candidates.
///
/// Contact data of the correspondents (From, Sender, Reply-To, To, Cc and the envelope) is no evidence, nor is a member
/// of staff who is one, nor staff in a signature block. Where the scan proposed more than can be looked up, each
/// document with candidates becomes unscannable (too large): nobody knows what was not looked up.
/// @throws storage::Error  the message waits
void match_lists(storage::lists::ListLookup& lists, const std::string& organisation, const mail::Envelope& envelope,
                 scan::Report& report);

}  // namespace sluis::pipeline
