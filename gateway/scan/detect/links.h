#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::scan {

/// Undoes %41 in a link.
[[nodiscard]] std::string undo_percent(std::string_view text);

/// Gathers the hosts that links in a message's bodies lead to, for policy's banned hosts (domain D12).
///
/// A host is lower case, without port, user name and final dot; a name with other letters stands in its ASCII form
/// (RFC 5891). What a link carries on to elsewhere ("?url=https%3A%2F%2F…", as mail filters rewrite links) counts too.
/// It is no judge: it fetches nothing, and takes what a mail client might show as a link for one.
class LinkHosts {
public:
    static constexpr std::size_t max_hosts = 64;

    /// Every link that a mail client would see in running text: with a scheme, with "www.", or a name with a path.
    void read_text(std::string_view utf8);
    /// One link, as an attribute holds it: also relative to a scheme ("//host/path").
    void read_link(std::string_view url);
    /// Sorted, each once, the first 64 that were met.
    [[nodiscard]] std::vector<std::string> take();

private:
    void add(std::string_view authority);
    void read(std::string_view utf8, bool unwrap);

    std::set<std::string, std::less<>> hosts_;
};

}  // namespace sluis::scan
