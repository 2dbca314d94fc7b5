#include <string>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"

namespace sluis::scan {
namespace {

// RFC 5545 §3.1 and RFC 6350 §3.2 fold at any octet; vCard 2.1 goes on after a "=" at the end, as quoted-printable
// does.
std::string unfolded(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i);
        if (rest.starts_with("\r\n ") || rest.starts_with("\r\n\t"))
            i += 2;
        else if (rest.starts_with("\n ") || rest.starts_with("\n\t"))
            i += 1;
        else
            plain.push_back(text[i]);
    }
    return plain;
}

// RFC 5545 §3.3.11, RFC 6350 §3.4.
std::string unescaped(std::string_view value) {
    std::string plain;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            plain.push_back(value[i]);
            continue;
        }
        ++i;
        plain.push_back(value[i] == 'n' || value[i] == 'N' ? '\n' : value[i]);
    }
    return plain;
}

class ContentLines {
public:
    ContentLines(std::string_view charset, Sink& sink) : charset_{charset}, sink_{&sink}, flow_{sink} {}

    void read(std::string_view text) {
        while (!text.empty() && !sink_->stopped()) {
            const auto line = take_line(text);
            const auto colon = line.find(':');
            const auto name = colon == line.npos ? std::string{} : mail::ascii_lower(line.substr(0, colon));
            if (name.find("quoted-printable") != name.npos)
                quoted_printable(line, text);
            else if (name.find("encoding=b") != name.npos)
                attached(line.substr(colon + 1), text);
            else if (const auto data = line.find(";base64,"); data != line.npos)
                attached(line.substr(data + 8), text);
            else
                add(line);
        }
        flow_.finish();
    }

private:
    static std::string_view take_line(std::string_view& text) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        return line;
    }

    void add(std::string_view line) {
        flow_.add(unescaped(line));
        flow_.end_line();
    }

    void quoted_printable(std::string_view line, std::string_view& text) {
        std::string whole{line};
        while (whole.ends_with('=') && !text.empty()) {
            whole += "\r\n";
            whole += take_line(text);
        }
        const auto decoded = mime::decode(whole, mime::TransferEncoding::quoted_printable);
        const auto lower = mail::ascii_lower(whole.substr(0, whole.find(':')));
        const bool utf8 = lower.find("utf-8") != lower.npos;
        add(mime::to_utf8(decoded.content, utf8 ? "utf-8" : charset_));
    }

    // vCard 2.1 ends such a value with an empty line, the others by folding.
    void attached(std::string_view first, std::string_view& text) {
        std::string whole{first};
        while (!text.empty() && text.substr(0, text.find('\n')).find_first_of(":;") == std::string_view::npos) {
            const auto line = take_line(text);
            if (line.empty()) break;
            whole += line;
        }
        flow_.finish();
        const auto decoded = mime::decode(whole, mime::TransferEncoding::base64);
        read_contained(decoded.content, "", "ingesloten bestand " + std::to_string(++number_), *sink_);
    }

    std::string charset_;
    Sink* sink_;
    FlowText flow_;
    std::size_t number_ = 0;
};

void read_content_lines(std::string_view octets, std::string_view charset, Sink& sink) {
    const auto text = mime::to_utf8(octets, charset);
    if (!looks_like_text(text)) sink.unscannable(policy::Unscannable::unknown_type);
    ContentLines{charset, sink}.read(unfolded(text));
}

}  // namespace

void read_calendar(std::string_view octets, std::string_view charset, Sink& sink) {
    read_content_lines(octets, charset, sink);
}

void read_contacts(std::string_view octets, std::string_view charset, Sink& sink) {
    read_content_lines(octets, charset, sink);
}

}  // namespace sluis::scan
