#include "gateway/smtp/client_transfer.h"

#include <algorithm>
#include <utility>

namespace sluis::smtp {
namespace {

/// Commands of one pipelined group: small enough that neither side's socket buffers fill up on the other.
constexpr std::size_t max_group = 100;

bool is_answer(const mail::Reply& reply) {
    return reply.code / 100 == 2 || reply.is_transient() || reply.is_permanent();
}

/// RFC 5321 §4.5.3.1.10: an old 552 to RCPT means "too many recipients", which passes. With a status of its own it
/// means that.
mail::Reply without_old_552(mail::Reply reply) {
    const mail::EnhancedStatus too_many{5, 5, 3};
    if (reply.code == 552 && (!reply.status.is_present() || reply.status == too_many)) {
        reply.code = 452;
        reply.status = {4, 5, 3};
    }
    return reply;
}

}  // namespace

ClientTransfer::ClientTransfer(const Extensions& extensions, const mail::Envelope& envelope, ContentFacts facts,
                               bool reset_first)
    : extensions_{extensions},
      envelope_{envelope},
      facts_{facts},
      writer_{extensions.eight_bit_mime},
      outcomes_(envelope.forward_paths.size()),
      accepted_(envelope.forward_paths.size()),
      reset_first_{reset_first} {
    facts_.eight_bit = facts_.eight_bit || envelope.eight_bit_mime || facts_.smtputf8;
}

ClientTransfer::Action ClientTransfer::begin() {
    refuse_locally();
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
        if (!outcomes_[i]) to_send_.push_back(i);
    }
    if (to_send_.empty()) {
        needs_reset_ = reset_first_;
        return Action::done;
    }
    return send_more();
}

void ClientTransfer::refuse_locally() {
    if (extensions_.max_size > 0 && facts_.size.value_or(0) > extensions_.max_size) {
        return settle_open({552, {5, 3, 4}, "The message is too big for the next hop"});
    }
    const mail::Reply needs_smtputf8{553, {5, 6, 7}, "The next hop takes ASCII addresses and header fields only"};
    const auto needs = [this](const mail::Mailbox& mailbox) { return !extensions_.smtputf8 && !mailbox.is_ascii(); };
    if (facts_.smtputf8 && !extensions_.smtputf8) return settle_open(needs_smtputf8);
    if (!envelope_.reverse_path.is_null() && needs(envelope_.reverse_path.mailbox()))
        return settle_open(needs_smtputf8);
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
        if (needs(envelope_.forward_paths[i])) outcomes_[i] = needs_smtputf8;
    }
    if (facts_.eight_bit && !extensions_.eight_bit_mime) {
        settle_open({554, {5, 6, 3}, "The next hop takes no 8-bit content, and it is not converted"});
    }
}

std::string ClientTransfer::mail_command() const {
    std::string line = "MAIL FROM:<" + envelope_.reverse_path.text() + '>';
    if (extensions_.size && facts_.size) line += " SIZE=" + std::to_string(*facts_.size);
    if (facts_.eight_bit) line += " BODY=8BITMIME";
    const auto is_utf8 = [](const mail::ForwardPath& path) { return !path.is_ascii(); };
    const auto& paths = envelope_.forward_paths;
    const bool sender_is_utf8 = !envelope_.reverse_path.is_null() && is_utf8(envelope_.reverse_path.mailbox());
    if (extensions_.smtputf8 &&
        (facts_.smtputf8 || sender_is_utf8 || std::any_of(paths.begin(), paths.end(), is_utf8))) {
        line += " SMTPUTF8";
    }
    return line;
}

void ClientTransfer::send(Command command, const std::string& line) {
    pending_.push_back(command);
    output_ += line + "\r\n";
}

/// The next group, or the next single command; after all RCPTs, DATA.
ClientTransfer::Action ClientTransfer::send_more() {
    const std::size_t group = extensions_.pipelining ? max_group : 1;
    using Verb = Command::Verb;
    if (std::exchange(reset_first_, false)) send({Verb::rset}, "RSET");
    if (!mail_sent_ && pending_.size() < group) {
        send({Verb::mail}, mail_command());
        mail_sent_ = true;
    }
    while (!mail_refused_ && offered_ < to_send_.size() && pending_.size() < group) {
        const auto recipient = to_send_[offered_++];
        send({Verb::rcpt, recipient}, "RCPT TO:<" + envelope_.forward_paths[recipient].text() + '>');
    }
    if (!pending_.empty()) return Action::read_reply;
    if (std::find(accepted_.begin(), accepted_.end(), true) == accepted_.end()) {
        needs_reset_ = true;
        return end();
    }
    awaits_ = Awaits::data;
    send({Verb::data}, "DATA");
    return Action::read_reply;
}

ClientTransfer::Action ClientTransfer::take(const mail::Reply& reply) {
    if (pending_.empty()) return derailed(reply);
    const auto command = pending_.front();
    pending_.pop_front();
    using Verb = Command::Verb;
    if (reply.code == 421) {
        give_up(reply);
        return Action::done;
    }
    if (!is_answer(reply) && !(command.verb == Verb::data && reply.code == 354)) return derailed(reply);
    switch (command.verb) {
        case Verb::rset:
            if (reply.code / 100 != 2) return derailed(reply);
            break;
        case Verb::mail:
            if (reply.code / 100 != 2) {
                mail_refused_ = true;
                settle_open(reply);
            }
            break;
        case Verb::rcpt:
            after_rcpt(command.recipient, reply);
            break;
        case Verb::data:
            if (reply.code == 354) return Action::send_content;
            if (reply.code / 100 == 2) return derailed(reply);
            needs_reset_ = true;
            settle_open(reply);
            return end();
        case Verb::final_dot:
            needs_reset_ = reply.code / 100 != 2;
            settle_open(reply);
            return end();
    }
    return pending_.empty() ? send_more() : Action::read_reply;
}

void ClientTransfer::after_rcpt(std::size_t recipient, const mail::Reply& reply) {
    if (mail_refused_) return;
    if (reply.code / 100 == 2) {
        accepted_[recipient] = true;
    } else {
        outcomes_[recipient] = without_old_552(reply);
    }
}

ClientTransfer::Action ClientTransfer::content_sent() {
    pending_.push_back({Command::Verb::final_dot});
    awaits_ = Awaits::final_dot;
    return Action::read_reply;
}

void ClientTransfer::give_up(const mail::Reply& reply) {
    usable_ = false;
    settle_open(reply);
    (void)end();
}

void ClientTransfer::refuse_content() {
    if (writer_.fault() == ContentWriter::Fault::eight_bit) {
        return give_up({554, {5, 6, 3}, "The next hop takes no 8-bit content, and it is not converted"});
    }
    give_up({554, {5, 6, 0}, "The content holds a bare CR, a bare LF or a NUL"});
}

ClientTransfer::Action ClientTransfer::derailed(const mail::Reply& reply) {
    give_up({451, {4, 5, 0}, "The next hop gave a reply that does not fit: " + reply.text()});
    return Action::done;
}

void ClientTransfer::settle_open(const mail::Reply& reply) {
    for (auto& outcome : outcomes_) {
        if (!outcome) outcome = reply;
    }
}

ClientTransfer::Action ClientTransfer::end() {
    pending_.clear();
    output_.clear();
    return Action::done;
}

std::string ClientTransfer::take_output() {
    return std::exchange(output_, {});
}

std::vector<mail::Reply> ClientTransfer::outcomes() const {
    std::vector<mail::Reply> replies;
    for (const auto& outcome : outcomes_) {
        replies.push_back(outcome.value_or(mail::Reply{451, {4, 3, 0}, "The transfer did not end"}));
    }
    return replies;
}

}  // namespace sluis::smtp
