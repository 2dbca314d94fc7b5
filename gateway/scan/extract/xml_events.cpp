#include "gateway/scan/extract/xml_events.h"

#include <libxml/parser.h>

#include <memory>

namespace sluis::scan {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t max_depth = 2000;

struct Reading {
    const XmlListener* listener;
    std::size_t depth = 0;
    bool too_deep = false;
    Attributes attributes;  // Of the element at hand: one memory for all.
};

std::string_view view(const xmlChar* text) {
    return reinterpret_cast<const char*>(text);
}

void on_start(void* context, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**, int count, int,
              const xmlChar** raw) {
    auto& reading = *static_cast<Reading*>(context);
    if (++reading.depth > max_depth) reading.too_deep = true;
    auto& values = reading.attributes.values;
    values.clear();
    for (int i = 0; i < count && i < 200; ++i, raw += 5)
        values.emplace_back(view(raw[0]), std::string_view{reinterpret_cast<const char*>(raw[3]),
                                                           static_cast<std::size_t>(raw[4] - raw[3])});
    reading.listener->start(view(name), reading.attributes);
}

void on_end(void* context, const xmlChar* name, const xmlChar*, const xmlChar*) {
    auto& reading = *static_cast<Reading*>(context);
    if (reading.depth > 0) --reading.depth;
    reading.listener->end(view(name));
}

void on_text(void* context, const xmlChar* text, int size) {
    static_cast<Reading*>(context)->listener->text(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

void on_comment(void* context, const xmlChar* text) {
    if (text != nullptr) static_cast<Reading*>(context)->listener->comment(view(text));
}

void on_instruction(void* context, const xmlChar*, const xmlChar* text) {
    on_comment(context, text);
}

struct FreeContext {
    void operator()(xmlParserCtxtPtr context) const {
        if (context->myDoc != nullptr) ::xmlFreeDoc(context->myDoc);
        ::xmlFreeParserCtxt(context);
    }
};

}  // namespace

std::string_view Attributes::of(std::string_view name) const {
    for (const auto& [known, value] : values) {
        if (known == name) return value;
    }
    return {};
}

std::optional<policy::Unscannable> read_xml(std::string_view octets, const XmlListener& listener) {
    Reading reading{&listener, 0, false, {}};
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.ignorableWhitespace = on_text;
    handler.comment = on_comment;
    handler.processingInstruction = on_instruction;
    const std::unique_ptr<xmlParserCtxt, FreeContext> context{
        ::xmlCreatePushParserCtxt(&handler, &reading, nullptr, 0, nullptr)};
    using policy::Unscannable;
    if (!context) return Unscannable::too_large;
    ::xmlCtxtUseOptions(context.get(), XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    for (std::size_t at = 0; at < octets.size(); at += piece) {
        const auto some = octets.substr(at, piece);
        if (::xmlParseChunk(context.get(), some.data(), static_cast<int>(some.size()), 0) != 0)
            return reading.too_deep ? Unscannable::too_deep : Unscannable::broken;
        if (reading.too_deep) return Unscannable::too_deep;
        if (listener.stop()) return Unscannable::broken;
    }
    if (::xmlParseChunk(context.get(), nullptr, 0, 1) != 0) return Unscannable::broken;
    return reading.too_deep ? std::optional{Unscannable::too_deep} : std::nullopt;
}

}  // namespace sluis::scan
