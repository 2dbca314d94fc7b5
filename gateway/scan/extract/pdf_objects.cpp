#include "gateway/scan/extract/pdf_objects.h"

#include <algorithm>
#include <array>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <set>

#include "gateway/mime/transfer.h"
#include "gateway/scan/detect/links.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr int max_depth = 100;

/// Keeps what a stream unpacks to, up to a bound.
class Bounded : public Pipeline {
public:
    explicit Bounded(std::uint64_t most) : Pipeline{"bounded", nullptr}, most_{most} {}
    void write(unsigned char const* data, size_t size) override {
        if (size > most_ - content.size()) {
            overflowed = true;
            throw std::length_error{"bound"};
        }
        content.append(reinterpret_cast<const char*>(data), size);
    }
    void finish() override {}

    std::string content;
    bool overflowed = false;

private:
    std::uint64_t most_;
};

// Strings that are no text: identifiers, keys, hashes, signatures.
bool is_binary_key(std::string_view key) {
    static constexpr std::array<std::string_view, 12> keys{"/ID",       "/O",         "/U",       "/OE",
                                                           "/UE",       "/Perms",     "/Cert",    "/Panose",
                                                           "/CheckSum", "/ByteRange", "/CharSet", "/CIDSet"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_named(QPDFObjectHandle dictionary, const char* key, std::string_view name) {
    auto value = dictionary.getKey(key);
    return value.isName() && value.getName() == name;
}

class Objects {
public:
    explicit Objects(Sink& sink) : sink_{&sink}, flow_{sink} {}

    void read(QPDF& pdf) {
        for (auto& object : pdf.getAllObjects()) {
            if (sink_->stopped()) break;
            object.isStream() ? stream(object) : visit(object, "", 0);
        }
        sink_->place("opmerkingen en velden");
        flow_.finish();
        if (!markup_.empty()) read_html(markup_, "utf-8", *sink_);
        sink_->place("");
        for (auto& [name, file] : files_) attached(name, file);
        if (failed_) sink_->unscannable(Unscannable::broken);
    }

private:
    void visit(QPDFObjectHandle object, const std::string& key, int depth) {
        if (depth > max_depth) return sink_->unscannable(Unscannable::too_deep);
        if (object.isString()) {
            if (!is_binary_key(key)) string(object.getUTF8Value());
        } else if (object.isArray()) {
            for (auto item : object.getArrayAsVector()) inside(item, key, depth);
        } else if (object.isDictionary()) {
            dictionary(object, depth);
        }
    }

    // What is referred to comes by itself.
    void inside(QPDFObjectHandle item, const std::string& key, int depth) {
        if (item.isIndirect()) {
            if ((key == "/JS" || key == "/XFA" || key == "/RC") && item.isStream()) text_stream(item);
            return;
        }
        visit(item, key, depth + 1);
    }

    void dictionary(QPDFObjectHandle object, int depth) {
        const bool signature = is_named(object, "/Type", "/Sig") || object.hasKey("/ByteRange");
        for (const auto& key : object.getKeys()) {
            if (signature && key == "/Contents") continue;
            inside(object.getKey(key), key, depth);
        }
        auto content = object.getKey("/EF");
        if (!content.isDictionary()) return;
        std::string name;
        for (const auto* key : {"/F", "/UF", "/Desc"}) {
            auto value = object.getKey(key);
            if (value.isString()) name = value.getUTF8Value();
            if (name.find('.') != name.npos) break;
        }
        for (const auto& key : content.getKeys()) {
            auto file = content.getKey(key);
            if (file.isStream()) add_file(name, file);
        }
    }

    void stream(QPDFObjectHandle object) {
        auto description = object.getDict();
        visit(description, "", 0);
        if (is_named(description, "/Type", "/EmbeddedFile")) return add_file("", object);
        if (is_named(description, "/Type", "/Metadata") || is_named(description, "/Subtype", "/XML"))
            text_stream(object);
    }

    void add_file(const std::string& name, QPDFObjectHandle file) {
        const auto known = std::find_if(files_.begin(), files_.end(),
                                        [&](const auto& one) { return one.second.getObjGen() == file.getObjGen(); });
        if (known == files_.end())
            files_.emplace_back(name, file);
        else if (known->first.empty())
            known->first = name;
    }

    void string(const std::string& text) {
        // Rich text of a note: in it a number may stand in several elements.
        if (text.starts_with('<')) markup_ += text + '\n';
        flow_.aside(text.find('%') == text.npos ? text : text + '\n' + undo_percent(text));
    }

    std::string unpacked(QPDFObjectHandle object) {
        Bounded pipe{sink_->budget().unpacked_bytes};
        // What its own errors leave out is not read.
        const bool whole = object.pipeStreamData(&pipe, 0, qpdf_dl_generalized, true);
        if (pipe.overflowed)
            sink_->unscannable(Unscannable::too_large);
        else if (!whole)
            failed_ = true;
        sink_->budget().unpacked_bytes -= pipe.content.size();
        return std::move(pipe.content);
    }

    void text_stream(QPDFObjectHandle object) {
        if (!read_.insert(object.getObjGen()).second) return;
        const auto text = mime::to_utf8(unpacked(object), "");
        if (text.find('<') == text.npos) return flow_.aside(text);
        sink_->place("eigenschappen");
        read_html(text, "utf-8", *sink_);
        sink_->place("");
        flow_.aside(text);
    }

    void attached(const std::string& name, QPDFObjectHandle file) {
        if (sink_->stopped()) return;
        const auto container = "ingesloten bestand " + std::to_string(++embedded_);
        read_value("bestandsnaam", name, *sink_);
        read_contained(unpacked(file), name, container, *sink_);
    }

    Sink* sink_;
    FlowText flow_;
    std::vector<std::pair<std::string, QPDFObjectHandle>> files_;
    std::set<QPDFObjGen> read_;
    std::string markup_;
    std::size_t embedded_ = 0;
    bool failed_ = false;
};

}  // namespace

PdfObjects::PdfObjects(std::string_view octets) : pdf_{std::make_unique<QPDF>()} {
    try {
        pdf_->setSuppressWarnings(true);
        pdf_->processMemoryFile("pdf", octets.data(), octets.size());
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        pdf_.reset();
    }
}

PdfObjects::~PdfObjects() = default;

bool PdfObjects::read(Sink& sink) {
    if (!pdf_) return false;
    try {
        Objects{sink}.read(*pdf_);
        return true;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace sluis::scan
