#pragma once

#include <string>
#include <vector>

#include "gateway/scan/detect/contact_data.h"
#include "gateway/scan/detect/mentions.h"
#include "gateway/scan/detect/numbers.h"
#include "gateway/scan/detect/rrn.h"
#include "gateway/scan/detect/words.h"

namespace sluis::scan {

/// All that the detectors see in one piece of text, before anything is weighed. Its memory is used again for the next
/// piece: no hit allocates.
struct Sight {
    Folded text;
    Marks marks;
    std::vector<rrn::Hit> numbers;
    std::vector<NumberHit> other_numbers;
    std::vector<Telephone> telephones;
    std::vector<MailAddress> mail_addresses;
    std::vector<PostalAddress> postal_addresses;
    std::vector<Mention> mentions;

    void clear() {
        numbers.clear();
        other_numbers.clear();
        telephones.clear();
        mail_addresses.clear();
        postal_addresses.clear();
        mentions.clear();
    }
};

}  // namespace sluis::scan
