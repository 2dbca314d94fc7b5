#include "gateway/smtp/mail_transaction.h"

#include <algorithm>
#include <utility>

namespace sluis::smtp {

std::optional<mail::Reply> MailTransaction::check_mail() const {
    if (active_) return mail::Reply{503, {5, 5, 1}, "A mail transaction is under way"};
    return std::nullopt;
}

std::optional<mail::Reply> MailTransaction::check_rcpt(const mail::ForwardPath& forward_path) const {
    if (!active_) return mail::Reply{503, {5, 5, 1}, "MAIL comes first"};
    if (envelope_.forward_paths.size() >= max_recipients_ && !has(forward_path)) {
        return mail::Reply{452, {4, 5, 3}, "Too many recipients"};
    }
    return std::nullopt;
}

std::optional<mail::Reply> MailTransaction::check_data() const {
    if (!active_) return mail::Reply{503, {5, 5, 1}, "MAIL comes first"};
    if (envelope_.forward_paths.empty()) return mail::Reply{554, {5, 5, 1}, "No valid recipients"};
    return std::nullopt;
}

void MailTransaction::mail_from(mail::ReversePath reverse_path, bool eight_bit_mime) {
    active_ = true;
    envelope_ = {std::move(reverse_path), {}, eight_bit_mime};
}

void MailTransaction::rcpt_to(mail::ForwardPath forward_path) {
    if (!has(forward_path)) envelope_.forward_paths.push_back(std::move(forward_path));
}

void MailTransaction::reset() {
    active_ = false;
    envelope_ = {};
}

bool MailTransaction::has(const mail::ForwardPath& forward_path) const {
    const auto& paths = envelope_.forward_paths;
    return std::find(paths.begin(), paths.end(), forward_path) != paths.end();
}

}  // namespace sluis::smtp
