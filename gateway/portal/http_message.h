#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluis::portal {

/// One HTTP request, whole: the server has read and bounded it before anyone sees it.
struct Request {
    std::string method;                                     ///< `GET`, `HEAD` or `POST`; all others were refused.
    std::string path;                                       ///< Percent-decoded, without the query: `/d/…`.
    std::map<std::string, std::string, std::less<>> query;  ///< Percent-decoded.
    std::map<std::string, std::string, std::less<>> form;   ///< Of an x-www-form-urlencoded body.
    std::map<std::string, std::string, std::less<>> cookies;
    std::string origin;          ///< Empty when the browser sent none.
    std::string fetch_site;      ///< Sec-Fetch-Site, or empty.
    std::string client_address;  ///< The network's, without port.

    [[nodiscard]] std::string_view field(std::string_view name) const;   ///< Of the form; empty when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;  ///< Empty when absent.
};

/// A body that is read while it is sent.
class Body {
public:
    virtual ~Body() = default;
    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Octets from `offset`, at least one unless at the end. An exception breaks the connection off: the client sees
    /// that it is not whole, since Content-Length was sent.
    virtual std::size_t read(std::uint64_t offset, std::span<char> into) = 0;
    /// The last octet was handed to the network. Must not throw.
    virtual void completed() noexcept = 0;
};

struct Response {
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string text;  ///< The body, unless `body` is set.
    std::unique_ptr<Body> body;

    Response& header(std::string name, std::string value);
};

/// Percent-decoding of one form or query component; `+` is a blank. Nothing when it is malformed or holds NUL.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// `a=1&b=2`, at most 100 fields. Nothing when malformed; of a repeated name the first counts.
[[nodiscard]] std::optional<std::map<std::string, std::string, std::less<>>> form_fields(std::string_view text);

/// The value of a Cookie header (RFC 6265 §5.4), at most 50 pairs. Of a repeated name the first counts.
[[nodiscard]] std::map<std::string, std::string, std::less<>> cookie_pairs(std::string_view header);

/// Content-Disposition with a file name in any script (RFC 6266, RFC 8187), safe against header injection.
/// @param type  `inline` or `attachment`
[[nodiscard]] std::string content_disposition(std::string_view type, std::string_view file_name);

}  // namespace sluis::portal
