#pragma once

#include <vector>

#include "gateway/mail/path.h"

namespace sluis::mail {

/// The envelope of a mail transaction (RFC 5321 §2.3.1): what MAIL and RCPT said, nothing of the content.
struct Envelope {
    ReversePath reverse_path;
    std::vector<ForwardPath> forward_paths;  ///< In the order of RCPT, each once.
    bool eight_bit_mime = false;             ///< BODY=8BITMIME was declared (RFC 6152).
};

}  // namespace sluis::mail
