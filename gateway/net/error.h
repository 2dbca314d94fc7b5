#pragma once

#include <stdexcept>
#include <string>

namespace sluis::net {

/// A connection failed. The text names what failed and why, never who was on the other side.
class Error : public std::runtime_error {
public:
    enum class Kind {
        address,      ///< A name or an address that leads nowhere.
        connection,   ///< Refused, reset, closed half-way.
        deadline,     ///< The deadline of the stream passed.
        interrupted,  ///< Stream::interrupt() woke the wait.
        tls,          ///< No handshake, or a broken record.
        certificate,  ///< The other side's certificate does not prove the name we want.
    };

    Error(Kind kind, const std::string& what) : std::runtime_error{what}, kind_{kind} {}
    [[nodiscard]] Kind kind() const noexcept { return kind_; }

private:
    Kind kind_;
};

}  // namespace sluis::net
