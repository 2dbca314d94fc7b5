#include "gateway/smtp/command.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

namespace sluis::smtp {
namespace {

constexpr std::size_t max_path = 320;  // 64 + 1 + 255; RFC 5321 §4.5.3.1 with a source route dropped first
constexpr std::size_t max_parameters = 10;
constexpr std::size_t max_hello = 255;

tl::unexpected<mail::Reply> refuse(int code, int subject, int detail, const char* text) {
    return failure(mail::Reply{code, {5, subject, detail}, text});
}

auto syntax_error(const char* text) {
    return refuse(501, 5, 4, text);
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string upper(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

std::string_view trim_left(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

std::string_view trim_right(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// Takes the first word off `text`, and the blanks after it.
std::string_view take_word(std::string_view& text) {
    const auto word = text.substr(0, text.find(' '));
    text = trim_left(text.substr(word.size()));
    return word;
}

struct Parameter {
    std::string keyword;  ///< In upper case.
    std::string value;
};

struct PathAndParameters {
    std::string path;  ///< Without brackets and source route.
    std::vector<Parameter> parameters;
};

/// Where the path's closing bracket stands: a quoted local part may hold one, too.
std::optional<std::size_t> closing_bracket(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (text[i] == '>' && !quoted) {
            return i;
        }
    }
    return std::nullopt;
}

/// `@a.example,@b.example:` before the mailbox (RFC 5321 §4.1.2, A-d-l). Nothing when it is malformed.
std::optional<std::string_view> without_source_route(std::string_view path) {
    if (!path.starts_with('@')) return path;
    const auto colon = path.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto route = path.substr(0, colon);
    while (!route.empty()) {
        const auto hop = route.substr(0, route.find(','));
        if (!hop.starts_with('@') || !mail::is_domain(hop.substr(1))) return std::nullopt;
        route.remove_prefix(std::min(hop.size() + 1, route.size()));
    }
    return path.substr(colon + 1);
}

std::optional<Parameter> parse_parameter(std::string_view text) {
    const auto equals = text.find('=');
    const auto keyword = text.substr(0, equals);
    const auto is_keyword_character = [](char c) { return is_alnum(c) || c == '-'; };
    if (keyword.empty() || keyword.front() == '-') return std::nullopt;
    if (!std::all_of(keyword.begin(), keyword.end(), is_keyword_character)) return std::nullopt;
    if (equals == std::string_view::npos) return Parameter{upper(keyword), {}};
    const auto value = text.substr(equals + 1);
    if (value.empty() || value.find('=') != std::string_view::npos) return std::nullopt;
    return Parameter{upper(keyword), std::string{value}};
}

/// What follows MAIL or RCPT: `FROM:<path> parameters` (RFC 5321 §4.1.2).
Result<PathAndParameters, mail::Reply> parse_path(std::string_view text, std::string_view preposition) {
    if (upper(text.substr(0, preposition.size())) != preposition)
        return syntax_error("MAIL FROM:<address> or RCPT TO:<address> expected");
    text = trim_left(text.substr(preposition.size()));
    if (!text.starts_with('<')) return refuse(501, 1, 7, "The address must stand in angle brackets");
    const auto end = closing_bracket(text);
    if (!end) return refuse(501, 1, 7, "The address lacks its closing bracket");
    const auto path = without_source_route(text.substr(1, *end - 1));
    if (!path || path->size() > max_path) return refuse(501, 1, 7, "This is no valid address");

    PathAndParameters result{std::string{*path}, {}};
    auto rest = text.substr(*end + 1);
    if (!rest.empty() && !rest.starts_with(' ')) return syntax_error("A blank must follow the address");
    rest = trim_left(rest);
    while (!rest.empty()) {
        const auto parameter = parse_parameter(take_word(rest));
        if (!parameter) return syntax_error("Malformed parameter");
        const auto same = [&](const Parameter& other) { return other.keyword == parameter->keyword; };
        if (std::any_of(result.parameters.begin(), result.parameters.end(), same))
            return syntax_error("Parameter given twice");
        if (result.parameters.size() == max_parameters) return syntax_error("Too many parameters");
        result.parameters.push_back(*parameter);
    }
    return result;
}

Result<mail::Mailbox, mail::Reply> parse_mailbox(std::string_view path, int detail) {
    const auto mailbox = mail::Mailbox::parse(path);
    if (!mailbox) return refuse(501, 1, detail, "This is no valid address");
    // RFC 6531 §3.5: SMTPUTF8 is not offered, so an address that needs it cannot be taken.
    if (!mailbox->is_ascii()) return refuse(553, 6, 7, "An address with other than ASCII characters is not supported");
    return *mailbox;
}

/// size-value = 1*20DIGIT (RFC 1870 §4). What does not fit is larger than any limit.
std::optional<std::uint64_t> parse_size(std::string_view text) {
    if (text.empty() || text.size() > 20) return std::nullopt;
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (end != text.data() + text.size()) return std::nullopt;
    return error == std::errc{} ? size : std::numeric_limits<std::uint64_t>::max();
}

Result<Command, mail::Reply> parse_mail(std::string_view arguments) {
    const auto parsed = parse_path(arguments, "FROM:");
    if (!parsed) return failure(parsed.error());
    command::Mail mail;
    if (!parsed->path.empty()) {
        const auto mailbox = parse_mailbox(parsed->path, 7);
        if (!mailbox) return failure(mailbox.error());
        mail.reverse_path = mail::ReversePath{*mailbox};
    }
    for (const auto& [keyword, value] : parsed->parameters) {
        if (keyword == "SIZE") {
            mail.size = parse_size(value);
            if (!mail.size) return syntax_error("SIZE must be a number");
        } else if (keyword == "BODY") {
            const auto body = upper(value);
            if (body != "7BIT" && body != "8BITMIME") return refuse(555, 5, 4, "This BODY type is not offered");
            mail.eight_bit_mime = body == "8BITMIME";
        } else if (keyword != "AUTH" || value.empty()) {
            return refuse(555, 5, 4, "This parameter of MAIL is not offered");
        }
    }
    return mail;
}

Result<Command, mail::Reply> parse_rcpt(std::string_view arguments, const std::string& hostname) {
    const auto parsed = parse_path(arguments, "TO:");
    if (!parsed) return failure(parsed.error());
    if (!parsed->parameters.empty()) return refuse(555, 5, 4, "This parameter of RCPT is not offered");
    const bool is_postmaster = mail::ascii_lower(parsed->path) == "postmaster";
    const auto mailbox = parse_mailbox(is_postmaster ? parsed->path + '@' + hostname : parsed->path, 3);
    if (!mailbox) return failure(mailbox.error());
    return command::Rcpt{*mailbox};
}

Result<Command, mail::Reply> parse_hello(std::string_view arguments, bool extended) {
    const auto domain = take_word(arguments);
    if (domain.empty() || domain.size() > max_hello || !arguments.empty())
        return syntax_error("One host name expected");
    return command::Hello{std::string{domain}, extended};
}

Result<Command, mail::Reply> parse_auth(std::string_view arguments) {
    command::Auth auth;
    auth.mechanism = upper(take_word(arguments));
    if (auth.mechanism.empty()) return syntax_error("Mechanism expected");
    if (!arguments.empty()) auth.initial_response = take_word(arguments);
    if (!arguments.empty()) return syntax_error("Too many arguments");
    return auth;
}

Result<Command, mail::Reply> parse_bare(const std::string& verb) {
    if (verb == "DATA") return command::Data{};
    if (verb == "RSET") return command::Rset{};
    if (verb == "QUIT") return command::Quit{};
    return command::StartTls{};
}

}  // namespace

Result<Command, mail::Reply> parse_command(std::string_view line, const std::string& hostname) {
    if (std::any_of(line.begin(), line.end(), is_control)) return refuse(500, 5, 2, "Control character in the command");
    line = trim_right(line);
    const auto verb = upper(take_word(line));
    if (verb == "EHLO" || verb == "HELO") return parse_hello(line, verb == "EHLO");
    if (verb == "MAIL") return parse_mail(line);
    if (verb == "RCPT") return parse_rcpt(line, hostname);
    if (verb == "AUTH") return parse_auth(line);
    if (verb == "NOOP") return command::Noop{};
    if (verb == "HELP") return command::Help{};
    if (verb == "VRFY") {
        if (line.empty()) return syntax_error("Address expected");
        return command::Vrfy{};
    }
    if (verb == "DATA" || verb == "RSET" || verb == "QUIT" || verb == "STARTTLS") {
        if (!line.empty()) return syntax_error("No argument expected");
        return parse_bare(verb);
    }
    if (verb == "EXPN" || verb == "TURN" || verb == "ETRN") return refuse(502, 5, 1, "Command not implemented");
    for (const auto* foreign : {"BDAT", "GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT"}) {
        if (verb == foreign) return command::Foreign{};
    }
    return refuse(500, 5, 1, "Command not recognised");
}

}  // namespace sluis::smtp
