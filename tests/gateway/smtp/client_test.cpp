#include <catch2/catch.hpp>

#include "dialog.h"
#include "gateway/smtp/client_opening.h"
#include "gateway/smtp/client_transfer.h"
#include "gateway/smtp/content_writer.h"
#include "gateway/smtp/reply_reader.h"

using namespace sluis;
using namespace sluis::smtp;
using namespace sluis::smtp::test;
using Action = ClientTransfer::Action;

namespace {

mail::Envelope an_envelope(std::vector<std::string> recipients, const std::string& sender = "ann@example.org") {
    mail::Envelope envelope{mail::ReversePath{*mail::Mailbox::parse(sender)}, {}, false};
    for (const auto& recipient : recipients) envelope.forward_paths.push_back(*mail::Mailbox::parse(recipient));
    return envelope;
}

const Extensions all_extensions{true, true, true, false, false, false, true, 1000};

std::vector<int> codes(const ClientTransfer& transfer) {
    std::vector<int> codes;
    for (const auto& reply : transfer.outcomes()) codes.push_back(reply.code);
    return codes;
}

mail::Reply reply(int code) {
    return {code, {}, "x"};
}

std::optional<std::string> written(std::string_view content, std::size_t piece, bool eight_bit = true) {
    ContentWriter writer{eight_bit};
    std::string wire;
    for (std::size_t i = 0; i < content.size(); i += piece) {
        if (!writer.write(content.substr(i, piece), wire)) return std::nullopt;
    }
    if (!writer.finish(wire)) return std::nullopt;
    return wire;
}

}  // namespace

TEST_CASE("the writer stuffs dots and ends the content, however it is cut", "[smtp][rfc5321-4.5.2]") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", ".\r\n"},
        {"a", "a\r\n.\r\n"},
        {"a\r\n", "a\r\n.\r\n"},
        {".", "..\r\n.\r\n"},
        {".\r\n.\r\n..\r\nb.\r\n", "..\r\n..\r\n...\r\nb.\r\n.\r\n"},
    };
    for (const auto& [content, wire] : cases) {
        for (std::size_t piece = 1; piece <= content.size() + 1; ++piece) CHECK(written(content, piece) == wire);
    }
}

TEST_CASE("the writer never emits a smuggling sequence", "[smtp][smuggling]") {
    for (const auto* name : {"smtp/end_of_data_smtpsmug.tsv", "smtp/end_of_data_more.tsv"}) {
        for (const auto& line : lines_of(data_folder() / name)) {
            if (line.starts_with('#')) continue;
            const auto content =
                "a" + unescape(std::string_view{line}.substr(line.find('\t') + 1)) + "MAIL FROM:<x@example.org>\r\n";
            INFO(line);
            for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, content.size()})
                CHECK_FALSE(written(content, piece));
        }
    }
    CHECK_FALSE(written("a\r", 1));
    CHECK_FALSE(written("a\xc3\xa9", 1, false));
}

TEST_CASE("what the writer emits the reader takes back unchanged", "[smtp]") {
    const std::string content = "Subject: x\r\n\r\n.\r\n..\r\n\r\n.a\r\nlast\r\n";
    auto wire = *written(content, 5) + "QUIT\r\n";
    for (std::size_t piece = 1; piece <= wire.size(); ++piece) {
        ContentReader reader{ContentReader::BareLf::refuse, 1000};
        std::string back;
        std::string_view rest = wire;
        while (reader.state() == ContentReader::State::receiving) {
            auto part = rest.substr(0, piece);
            const auto size = part.size();
            reader.read(part, back);
            rest.remove_prefix(size - part.size());
        }
        CHECK(reader.state() == ContentReader::State::complete);
        CHECK(back == content);
        CHECK(rest == "QUIT\r\n");
    }
}

TEST_CASE("a reply is read across its lines and cleaned", "[smtp][rfc5321-4.2]") {
    ReplyReader reader;
    std::string_view input = "550-5.1.1 no \x03 such\r\n550 5.1.1 us\xc3\xa9r\r\n220\r\n421 2.0.0 odd\r\n";
    const auto first = reader.next(input);
    REQUIRE((first && *first));
    CHECK((*first)->text() == "550 5.1.1 no   such us??r");
    CHECK((**reader.next(input)).code == 220);
    CHECK((**reader.next(input)).status == mail::EnhancedStatus{});
    CHECK_FALSE(*reader.next(input));
}

TEST_CASE("what is no reply is refused", "[smtp]") {
    const std::string many = [] {
        std::string text;
        for (int i = 0; i < 101; ++i) text += "250-x\r\n";
        return text;
    }();
    for (const std::string& wrong :
         {std::string{"22X OK\r\n"}, std::string{"100 x\r\n"}, std::string{"250-a\r\n251 b\r\n"}, std::string{"25\r\n"},
          std::string{"250x\r\n"}, std::string{"250 a\nb\r\n"}, std::string{"600 x\r\n"},
          "250 " + std::string(3000, 'x') + "\r\n", many}) {
        ReplyReader reader;
        std::string_view input = wrong;
        CHECK_FALSE(reader.next(input));
    }
}

TEST_CASE("the opening says EHLO, secures, says EHLO again, and authenticates", "[smtp][rfc3207]") {
    ClientOpening opening{{"mx.sluis.example", ClientOpeningOptions::StartTls::required, false, true, "ann", "geheim"}};
    using Opening = ClientOpening::Action;
    CHECK(opening.take(reply(220)) == Opening::read_reply);
    CHECK(opening.take_output() == "EHLO mx.sluis.example\r\n");
    mail::Reply ehlo{250, {}, "hop"};
    ehlo.lines.insert(ehlo.lines.end(), {"STARTTLS", "AUTH PLAIN", "size 100"});
    CHECK(opening.take(ehlo) == Opening::read_reply);
    CHECK(opening.take_output() == "STARTTLS\r\n");
    CHECK(opening.take(reply(220)) == Opening::start_tls);
    CHECK(opening.tls_started() == Opening::read_reply);
    CHECK(opening.take_output() == "EHLO mx.sluis.example\r\n");
    CHECK_FALSE(opening.extensions().size);
    CHECK(opening.take(ehlo) == Opening::read_reply);
    CHECK(opening.take_output() == "AUTH PLAIN AGFubgBnZWhlaW0=\r\n");
    CHECK(opening.take(reply(235)) == Opening::ready);
    CHECK(opening.extensions().max_size == 100);
}

TEST_CASE("without STARTTLS a verified hop gets nothing, and a password never goes unprotected", "[smtp]") {
    ClientOpening strict{{"h", ClientOpeningOptions::StartTls::required, false, true, "", ""}};
    (void)strict.take(reply(220));
    CHECK(strict.take(reply(250)) == ClientOpening::Action::failed);
    CHECK(strict.reply().status == mail::EnhancedStatus{4, 7, 5});

    ClientOpening open{{"h", ClientOpeningOptions::StartTls::never, false, false, "ann", "geheim"}};
    (void)open.take(reply(220));
    CHECK(open.take(reply(250)) == ClientOpening::Action::failed);
    CHECK(open.failure() == ClientOpening::Failure::authentication);
    CHECK(open.reply().is_transient());
}

TEST_CASE("EHLO that is refused becomes HELO, without extensions", "[smtp][rfc5321-3.2]") {
    ClientOpening opening{{"h", ClientOpeningOptions::StartTls::when_offered, false, true, "", ""}};
    (void)opening.take(reply(220));
    CHECK(opening.take(reply(502)) == ClientOpening::Action::read_reply);
    CHECK(opening.take_output().ends_with("HELO h\r\n"));
    CHECK(opening.take(reply(250)) == ClientOpening::Action::ready);
}

TEST_CASE("with PIPELINING the group goes at once and each recipient has its own reply", "[smtp][rfc2920]") {
    const auto envelope = an_envelope({"a@example.net", "b@example.net", "c@example.net"});
    ClientTransfer transfer{all_extensions, envelope, {900, true, false}, true};
    CHECK(transfer.begin() == Action::read_reply);
    CHECK(transfer.take_output() ==
          "RSET\r\nMAIL FROM:<ann@example.org> SIZE=900 BODY=8BITMIME\r\nRCPT TO:<a@example.net>\r\nRCPT "
          "TO:<b@example.net>\r\n"
          "RCPT TO:<c@example.net>\r\n");
    for (const int code : {250, 250, 250, 550}) CHECK(transfer.take(reply(code)) == Action::read_reply);
    CHECK(transfer.take(reply(552)) == Action::read_reply);
    CHECK(transfer.take_output() == "DATA\r\n");
    CHECK(transfer.take(reply(354)) == Action::send_content);
    CHECK(transfer.content_sent() == Action::read_reply);
    CHECK(transfer.take(reply(250)) == Action::done);
    CHECK(codes(transfer) == std::vector{250, 550, 452});
    CHECK_FALSE(transfer.needs_reset());
}

TEST_CASE("without PIPELINING one command goes at a time", "[smtp]") {
    const auto envelope = an_envelope({"a@example.net", "b@example.net"});
    ClientTransfer transfer{{}, envelope, {900, false, false}, false};
    (void)transfer.begin();
    CHECK(transfer.take_output() == "MAIL FROM:<ann@example.org>\r\n");
    (void)transfer.take(reply(250));
    CHECK(transfer.take_output() == "RCPT TO:<a@example.net>\r\n");
    (void)transfer.take(reply(450));
    CHECK(transfer.take_output() == "RCPT TO:<b@example.net>\r\n");
    CHECK(transfer.take(reply(550)) == Action::done);
    CHECK(codes(transfer) == std::vector{450, 550});
    CHECK(transfer.needs_reset());
    CHECK(transfer.is_connection_usable());
}

TEST_CASE("a refusal of MAIL, DATA or the content is each open recipient's", "[smtp]") {
    const auto envelope = an_envelope({"a@example.net", "b@example.net"});
    const std::vector<std::pair<std::vector<int>, std::vector<int>>> cases{{{451, 503, 503}, {451, 451}},
                                                                           {{250, 250, 550, 554}, {554, 550}},
                                                                           {{250, 250, 250, 354, 552}, {552, 552}},
                                                                           {{250, 250, 550, 354, 451}, {451, 550}}};
    for (const auto& [script, expected] : cases) {
        ClientTransfer transfer{all_extensions, envelope, {}, false};
        auto action = transfer.begin();
        for (const int code : script) {
            REQUIRE(action == Action::read_reply);
            action = transfer.take(reply(code));
            if (action == Action::send_content) action = transfer.content_sent();
        }
        CHECK(action == Action::done);
        CHECK(codes(transfer) == expected);
        CHECK(transfer.needs_reset());
    }
}

TEST_CASE("what the next hop cannot take is refused here", "[smtp][rfc6152][rfc6531]") {
    const auto envelope = an_envelope({"a@example.net", "bé@example.net"});
    ClientTransfer no_utf8{{true, true, false, false, false, false, false, 0}, envelope, {}, false};
    CHECK(no_utf8.begin() == Action::read_reply);
    CHECK(no_utf8.outcomes()[1].status == mail::EnhancedStatus{5, 6, 7});

    const auto from_utf8 = an_envelope({"a@example.net"}, "änn@example.org");
    ClientTransfer nobody{{true, true, false, false, false, false, false, 0}, from_utf8, {}, false};
    CHECK(nobody.begin() == Action::done);
    CHECK(nobody.outcomes()[0].status == mail::EnhancedStatus{5, 6, 7});
    ClientTransfer with_utf8{all_extensions, from_utf8, {}, false};
    (void)with_utf8.begin();
    CHECK(with_utf8.take_output().starts_with("MAIL FROM:<änn@example.org> SMTPUTF8\r\n"));

    const auto plain = an_envelope({"a@example.net"});
    ClientTransfer no_eight_bit{{}, plain, {std::nullopt, true, false}, false};
    CHECK(no_eight_bit.begin() == Action::done);
    CHECK(no_eight_bit.outcomes()[0].status == mail::EnhancedStatus{5, 6, 3});
    ClientTransfer too_big{all_extensions, plain, {1001, false, false}, false};
    CHECK(too_big.begin() == Action::done);
    CHECK(too_big.outcomes()[0].status == mail::EnhancedStatus{5, 3, 4});
}

TEST_CASE("a reply that does not fit, or 421, leaves no recipient delivered and no connection", "[smtp]") {
    const auto envelope = an_envelope({"a@example.net"});
    for (const auto& script : std::vector<std::vector<int>>{
             {354}, {250, 334}, {250, 250, 250}, {250, 250, 354, 354}, {421}, {250, 250, 354, 421}}) {
        ClientTransfer transfer{all_extensions, envelope, {}, false};
        auto action = transfer.begin();
        for (const int code : script) {
            action = transfer.take(reply(code));
            if (action == Action::send_content) action = transfer.content_sent();
        }
        CHECK(action == Action::done);
        CHECK(transfer.outcomes()[0].is_transient());
        CHECK_FALSE(transfer.is_connection_usable());
    }
}
