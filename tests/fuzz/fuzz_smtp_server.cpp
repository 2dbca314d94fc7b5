// A client that says anything, in pieces of any size, to the server's side of SMTP. The first octet sets the listener
// up, the second the size of the pieces.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/smtp/server_protocol.h"
#include "tests/fuzz/require.h"

namespace {

using namespace sluis;
using namespace sluis::smtp;

/// Does what each event asks for, as a driver does. False once the session is over.
class Driver {
public:
    explicit Driver(ServerProtocolOptions options) : protocol_{std::move(options)} {}

    bool give(std::string_view octets) {
        protocol_.receive(octets);
        for (;;) {
            const auto event = protocol_.next();
            check_output(protocol_.take_output());
            if (std::holds_alternative<event::NeedInput>(event)) {
                if (!protocol_.has_input()) return true;
            } else if (std::holds_alternative<event::Close>(event)) {
                return false;
            } else if (const auto* content = std::get_if<event::Content>(&event)) {
                check_content(content->octets);
            } else {
                answer(event);
            }
        }
    }

private:
    void answer(const Event& event) {
        if (std::holds_alternative<event::StartTls>(event)) return protocol_.tls_started();
        if (std::holds_alternative<event::BeginContent>(event)) {
            require(!protocol_.envelope().forward_paths.empty());
            previous_ = 0;
            return protocol_.accept_content(ContentReader::BareLf::refuse);
        }
        const bool asks = std::holds_alternative<event::Authenticate>(event) ||
                          std::holds_alternative<event::CheckReversePath>(event) ||
                          std::holds_alternative<event::CheckForwardPath>(event) ||
                          std::holds_alternative<event::EndContent>(event);
        if (asks) protocol_.answer({250, {2, 0, 0}, "Ok"});
    }

    /// Replies are whole lines, whatever the client put into its commands.
    static void check_output(std::string_view output) {
        require(output.empty() || output.ends_with("\r\n"));
        for (std::size_t i = 0; i < output.size(); ++i) {
            if (output[i] == '\n') require(i > 0 && output[i - 1] == '\r');
            require(output[i] != '\0');
        }
    }

    /// What is to be stored holds CRLF line ends alone.
    void check_content(std::string_view octets) {
        for (const char c : octets) {
            require(c != '\0' && (c != '\n' || previous_ == '\r') && (previous_ != '\r' || c == '\n'));
            previous_ = c;
        }
    }

    ServerProtocol protocol_;
    char previous_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    ServerProtocolOptions options;
    options.hostname = "sluis.example";
    options.kind = (data[0] & 1) != 0 ? ListenerKind::submission : ListenerKind::relay;
    options.tls_available = (data[0] & 2) != 0;
    options.tls = (data[0] & 4) != 0;
    options.max_message_bytes = 4096;
    const std::size_t piece = data[1] == 0 ? 4096 : data[1];
    Driver driver{options};
    std::string_view input{reinterpret_cast<const char*>(data) + 2, size - 2};
    while (!input.empty()) {
        if (!driver.give(input.substr(0, piece))) return 0;
        input.remove_prefix(std::min(piece, input.size()));
    }
    return 0;
}
