#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/transfer.h"
#include "gateway/scan/detect/links.h"
#include "gateway/scan/extract/columns.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/picture_text.h"

namespace sluis::scan {
namespace {

constexpr std::size_t piece = 32 * 1024;
constexpr std::size_t max_data_uris = 1000;

// What the parser tells becomes text: blocks on lines of their own, cells apart by tabs, attributes that readers see.
// Hidden text counts, since who opens the source, or answers the mail, sees it; so does the text without it, which is
// what shows.
struct Page {
    Sink* sink;
    Columns columns;
    std::string text, title, shown, asides, code;
    bool in_title = false, any_hidden = false;
    std::size_t skipped = 0;  // Within script and style.
    std::size_t hidden = 0;   // Elements open from the hidden one inwards.
    std::size_t data_uris = 0;

    void add(std::string_view some) {
        text += some;
        if (hidden == 0) shown += some;
        columns.add(some);
        if (in_title && title.size() < 1024) title += some;
        if (text.size() >= piece) flush();
    }
    void flush() {
        sink->text(text);
        text.clear();
    }
    void finish() {
        flush();
        columns.end_cell();
        for (const auto* rest : {&asides, any_hidden ? &shown : nullptr}) {
            if (rest == nullptr || rest->empty()) continue;
            sink->text(apart);
            sink->text(*rest);
        }
        // A program's text is no sentence: only a number that cannot be anything else counts.
        if (!code.empty()) sink->firm_value("script", code, policy::Strength::certain, false);
    }
};

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(text)};
}

bool is_block(std::string_view name) {
    static constexpr std::array<std::string_view, 24> blocks{
        "p",  "div", "br", "tr", "table", "ul", "ol",  "li",         "h1",    "h2",     "h3",   "h4",
        "h5", "h6",  "hr", "dl", "dt",    "dd", "pre", "blockquote", "title", "option", "body", "form"};
    return std::find(blocks.begin(), blocks.end(), name) != blocks.end();
}

// RFC 2397. A picture of a signature block's size is one, as when it is a part of its own.
void read_data_uri(Page& page, std::string_view uri) {
    Sink& sink = *page.sink;
    const auto comma = uri.find(',');
    if (comma == uri.npos) return;
    const auto head = mail::ascii_lower(uri.substr(0, comma));
    auto content = undo_percent(uri.substr(comma + 1));
    if (head.ends_with(";base64")) content = mime::decode(content, mime::TransferEncoding::base64).content;
    if (content.size() > sink.budget().unpacked_bytes) return sink.unscannable(policy::Unscannable::too_large);
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(policy::Unscannable::too_deep);
    sink.budget().unpacked_bytes -= content.size();
    page.flush();
    const auto type = head.substr(0, head.find(';'));
    sink.enter("ingesloten gegevens " + std::to_string(++page.data_uris));
    is_signature_size(content) ? read_signature_picture(content, sink) : extract(content, {type, "", ""}, sink);
    sink.leave();
}

// Also several in one value: srcset, style.
void read_data_uris(Page& page, std::string_view value) {
    static constexpr std::string_view scheme = "data:";
    for (auto at = value.find(scheme); at != value.npos && !page.sink->stopped(); at = value.find(scheme)) {
        value.remove_prefix(at + scheme.size());
        if (page.data_uris >= max_data_uris) return page.sink->unscannable(policy::Unscannable::too_large);
        const auto end = std::min(value.find_first_of("\"') "), value.size());
        read_data_uri(page, value.substr(0, end));
        value.remove_prefix(end);
    }
}

void attribute(Page& page, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    read_data_uris(page, value);
    if (name == "href" || name == "src" || name == "action" || name == "background") page.sink->link(value);
    const bool seen = name == "alt" || name == "title" || name == "value" || name == "placeholder" ||
                      name.starts_with("aria-") || name == "content" || name == "summary" || name == "label";
    const bool mail = name == "href" && value.starts_with("mailto:");
    if (!seen && !mail && !may_hold_number(value)) return;
    page.asides += value.find('%') == value.npos ? std::string{value} : undo_percent(value);
    page.asides += apart;
}

bool hides(std::string_view name, std::string_view value) {
    if (name == "hidden") return true;
    if (name != "style") return false;
    std::string style = mail::ascii_lower(value);
    std::erase_if(style, is_space);
    static constexpr std::array<std::string_view, 5> ways{"display:none", "visibility:hidden", "font-size:0",
                                                          "opacity:0", "mso-hide:all"};
    return std::any_of(ways.begin(), ways.end(), [&](auto way) { return style.find(way) != style.npos; });
}

void follow_hidden(Page& page, const xmlChar** attributes) {
    bool hidden = page.hidden > 0;
    for (auto* at = attributes; !hidden && at != nullptr && at[0] != nullptr; at += 2)
        hidden = hides(view(at[0]), view(at[1]));
    if (!hidden) return;
    ++page.hidden;
    page.any_hidden = true;
}

void on_start(void* context, const xmlChar* element, const xmlChar** attributes) {
    auto& page = *static_cast<Page*>(context);
    const auto name = view(element);
    follow_hidden(page, attributes);
    if (name == "script" || name == "style") ++page.skipped;
    if (name == "td" || name == "th") {
        page.add("\t");
        page.columns.begin_cell();
    } else if (is_block(name)) {
        page.add("\n");
    }
    if (name == "tr") page.columns.begin_row();
    if (name == "table") page.columns.begin_table();
    page.in_title = page.in_title || name == "title";
    for (auto* at = attributes; at != nullptr && at[0] != nullptr; at += 2) attribute(page, view(at[0]), view(at[1]));
}

void on_end(void* context, const xmlChar* element) {
    auto& page = *static_cast<Page*>(context);
    const auto name = view(element);
    if ((name == "script" || name == "style") && page.skipped > 0) --page.skipped;
    if (name == "td" || name == "th") page.columns.end_cell();
    if (name == "tr" || name == "table") page.columns.end_row();
    if (is_block(name) && name != "br") page.add("\n");
    if (name == "title") page.in_title = false;
    if (page.hidden > 0) --page.hidden;
}

void on_text(void* context, const xmlChar* text, int size) {
    auto& page = *static_cast<Page*>(context);
    const std::string_view some{reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
    page.skipped == 0 ? page.add(some) : void(page.code += some);
}

void on_comment(void* context, const xmlChar* text) {
    auto& page = *static_cast<Page*>(context);
    page.asides += view(text);
    page.asides += apart;
}

std::string charset_in(std::string_view octets) {
    const auto start = octets.substr(0, 2048);
    auto at = start.find("charset=");
    if (at == start.npos) return {};
    at += 8;
    if (at < start.size() && (start[at] == '"' || start[at] == '\'')) ++at;
    const auto end = start.find_first_of("\"' />;", at);
    return std::string{start.substr(at, end == start.npos ? 0 : end - at)};
}

void forget_end_of_page(std::string& text) {
    for (auto at = text.find("</"); at != text.npos; at = text.find("</", at + 2)) {
        const auto name = mail::ascii_lower(std::string_view{text}.substr(at + 2, 4));
        if (name == "html" || name == "body") text[at + 2] = 'x';
    }
}

struct FreeContext {
    void operator()(htmlParserCtxtPtr context) const {
        if (context->myDoc != nullptr) ::xmlFreeDoc(context->myDoc);
        ::htmlFreeParserCtxt(context);
    }
};

}  // namespace

void read_html(std::string_view octets, std::string_view charset, Sink& sink) {
    auto text = mime::to_utf8(octets, charset.empty() ? charset_in(octets) : std::string{charset});
    if (!looks_like_text(text)) sink.unscannable(policy::Unscannable::unknown_type);
    // The parser takes a NUL for the end, and drops what follows the page, which browsers show.
    std::replace(text.begin(), text.end(), '\0', ' ');
    forget_end_of_page(text);
    Page page{&sink, Columns{sink}, {}, {}, {}, {}, {}, false, false, 0, 0, 0};
    htmlSAXHandler handler{};
    handler.startElement = on_start;
    handler.endElement = on_end;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    handler.comment = on_comment;
    handler.cdataBlock = on_text;
    handler.processingInstruction = [](void* context, const xmlChar*, const xmlChar* data) {
        on_comment(context, data);
    };
    const std::unique_ptr<htmlParserCtxt, FreeContext> context{
        ::htmlCreatePushParserCtxt(&handler, &page, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8)};
    if (!context) return sink.unscannable(policy::Unscannable::broken);
    ::htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                            HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    for (std::size_t at = 0; at < text.size() && !sink.stopped(); at += piece) {
        const auto some = std::string_view{text}.substr(at, piece);
        ::htmlParseChunk(context.get(), some.data(), static_cast<int>(some.size()), 0);
    }
    ::htmlParseChunk(context.get(), nullptr, 0, 1);
    page.finish();
    sink.title(page.title);
}

}  // namespace sluis::scan
