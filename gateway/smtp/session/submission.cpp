#include "gateway/smtp/session/submission.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <utility>

namespace sluis::smtp {
namespace {

Target target_of(const Submission& submission) {
    Target target;
    target.socket_path = submission.socket_path;
    target.tls = TlsPolicy::none;
    target.login = submission.login;
    target.password = submission.password;
    return target;
}

asio::awaitable<void> submit(const Submission& submission, const mail::Envelope& envelope, ContentFacts facts,
                             const BlockingContentSource& content, std::vector<mail::Reply>& replies) {
    ClientOptions options;
    options.hostname = submission.hostname;
    auto target = target_of(submission);
    auto connected = co_await ClientConnection::connect(std::move(target), std::move(options));
    if (!connected) {
        replies.assign(envelope.forward_paths.size(), connected.error().reply);
        co_return;
    }
    auto& connection = **connected;
    const ContentSource source = [&content]() -> asio::awaitable<std::span<const char>> { co_return content(); };
    replies = co_await connection.transfer(envelope, facts, source);
    co_await connection.quit();
}

}  // namespace

std::vector<mail::Reply> submit_blocking(const Submission& submission, const mail::Envelope& envelope,
                                         ContentFacts facts, const BlockingContentSource& content) {
    std::vector<mail::Reply> replies(envelope.forward_paths.size(),
                                     mail::Reply{451, {4, 4, 2}, "The relay took too long"});
    asio::io_context reactor{1};
    asio::co_spawn(reactor, submit(submission, envelope, facts, content, replies), asio::detached);
    reactor.run_for(submission.deadline);
    return replies;
}

}  // namespace sluis::smtp
