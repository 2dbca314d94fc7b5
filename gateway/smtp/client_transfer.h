#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"
#include "gateway/smtp/client_opening.h"
#include "gateway/smtp/content_facts.h"
#include "gateway/smtp/content_writer.h"

namespace sluis::smtp {

/// The client's side of one mail transaction, on a connection that ClientOpening made ready. No I/O, no clock.
///
/// Every recipient ends with exactly one Reply, the server's or one made up here. MAIL and RCPT go out in groups when
/// PIPELINING is offered; DATA goes alone, so that a content is never promised for nobody (RFC 2920 §3.1).
class ClientTransfer {
public:
    enum class Action {
        read_reply,    ///< Send the output, then read a reply and take() it.
        send_content,  ///< Stream the content through writer(), its end included, then content_sent(); or give_up().
        done,
    };

    /// `envelope` must outlive this. With `reset_first` the transfer begins with RSET.
    ClientTransfer(const Extensions& extensions, const mail::Envelope& envelope, ContentFacts facts, bool reset_first);

    [[nodiscard]] Action begin();
    [[nodiscard]] Action take(const mail::Reply& reply);
    [[nodiscard]] Action content_sent();
    /// Connection lost, deadline passed, content not to be had: every recipient still open gets `reply`. The connection
    /// is of no use any more: never end a content that was not sent whole.
    void give_up(const mail::Reply& reply);
    /// As give_up(), with the reply for what the writer found wrong.
    void refuse_content();

    [[nodiscard]] std::string take_output();
    [[nodiscard]] ContentWriter& writer() noexcept { return writer_; }
    /// Which deadline holds for the reply that is awaited.
    enum class Awaits { command, data, final_dot };
    [[nodiscard]] Awaits awaits() const noexcept { return awaits_; }
    /// After `done`: one per forward-path, in the envelope's order.
    [[nodiscard]] std::vector<mail::Reply> outcomes() const;
    [[nodiscard]] bool is_connection_usable() const noexcept { return usable_; }
    /// The next transfer on this connection must begin with RSET.
    [[nodiscard]] bool needs_reset() const noexcept { return needs_reset_; }

private:
    struct Command {
        enum class Verb { rset, mail, rcpt, data, final_dot } verb;
        std::size_t recipient = 0;
    };

    void refuse_locally();
    Action send_more();
    Action end();
    void after_rcpt(std::size_t recipient, const mail::Reply& reply);
    void settle_open(const mail::Reply& reply);
    [[nodiscard]] std::string mail_command() const;
    void send(Command command, const std::string& line);
    Action derailed(const mail::Reply& reply);

    Extensions extensions_;
    const mail::Envelope& envelope_;
    ContentFacts facts_;
    ContentWriter writer_;
    std::vector<std::optional<mail::Reply>> outcomes_;
    std::vector<bool> accepted_;
    std::vector<std::size_t> to_send_;  ///< Recipients to offer.
    std::size_t offered_ = 0;           ///< How many of them were.
    std::deque<Command> pending_;
    std::string output_;
    Awaits awaits_ = Awaits::command;
    bool reset_first_;
    bool mail_sent_ = false;
    bool mail_refused_ = false;
    bool usable_ = true;
    bool needs_reset_ = false;
};

}  // namespace sluis::smtp
