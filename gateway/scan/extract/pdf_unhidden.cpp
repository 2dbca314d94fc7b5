#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "gateway/scan/extract/pdf_objects.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr int most_annotations = 20'000;
// ISO 32000-1 §12.5.3: invisible, hidden, not on the screen.
constexpr long long hiding_flags = 1 | 2 | 32;
constexpr long long printed = 4;

bool is_cropped(QPDFObjectHandle page) {
    auto crop = page.getKey("/CropBox"), media = page.getKey("/MediaBox");
    return crop.isArray() && media.isArray() && crop.unparseResolved() != media.unparseResolved();
}

// What an annotation looks like under the pointer and when it is pressed, each as an annotation of its own.
std::vector<QPDFObjectHandle> other_looks(QPDFObjectHandle annotation) {
    std::vector<QPDFObjectHandle> looks;
    auto appearances = annotation.getKey("/AP");
    if (!appearances.isDictionary()) return looks;
    for (const auto* key : {"/R", "/D"}) {
        auto look = appearances.getKey(key);
        std::vector<QPDFObjectHandle> streams;
        if (look.isStream()) {
            streams.push_back(look);
        } else if (look.isDictionary()) {
            for (const auto& state : look.getKeys()) {
                if (auto stream = look.getKey(state); stream.isStream()) streams.push_back(stream);
            }
        }
        for (const auto& stream : streams) {
            auto one = annotation.shallowCopy();
            auto shown = QPDFObjectHandle::newDictionary();
            shown.replaceKey("/N", stream);
            one.replaceKey("/AP", shown);
            one.removeKey("/AS");
            looks.push_back(one);
        }
    }
    return looks;
}

class Unhiding {
public:
    explicit Unhiding(QPDF& pdf) : pdf_{&pdf} {}

    // True when anything was hidden.
    bool all() {
        auto catalog = pdf_->getRoot();
        // Which layers show is for rules, states and the reader's clicks to say (ISO 32000-1 §8.11).
        if (catalog.hasKey("/OCProperties")) {
            catalog.removeKey("/OCProperties");
            found_ = true;
        }
        pdf_->pushInheritedAttributesToPage();
        for (auto page : pdf_->getAllPages()) {
            if (is_cropped(page)) {
                page.removeKey("/CropBox");
                found_ = true;
            }
            annotations(page);
        }
        return found_;
    }

private:
    void annotations(QPDFObjectHandle page) {
        auto list = page.getKey("/Annots");
        if (!list.isArray()) return;
        auto shown = QPDFObjectHandle::newArray();
        bool changed = false;
        for (auto annotation : list.getArrayAsVector()) {
            if (!annotation.isDictionary() || ++seen_ > most_annotations) continue;
            auto flags = annotation.getKey("/F");
            if (flags.isInteger() && (flags.getIntValue() & hiding_flags) != 0) {
                annotation.replaceKey("/F", QPDFObjectHandle::newInteger(printed));
                changed = true;
            }
            shown.appendItem(annotation);
            for (const auto& look : other_looks(annotation)) {
                shown.appendItem(pdf_->makeIndirectObject(look));
                changed = true;
            }
        }
        if (!changed) return;
        page.replaceKey("/Annots", shown);
        found_ = true;
    }

    QPDF* pdf_;
    int seen_ = 0;
    bool found_ = false;
};

}  // namespace

PdfObjects::Unhidden PdfObjects::with_all_shown(std::uint64_t most) {
    if (!pdf_) return {};
    try {
        if (!Unhiding{*pdf_}.all()) return {};
        QPDFWriter writer{*pdf_};
        writer.setOutputMemory();
        writer.setStreamDataMode(qpdf_s_preserve);
        writer.setPreserveEncryption(false);
        writer.setStaticID(true);
        writer.write();
        const auto buffer = writer.getBufferSharedPointer();
        if (buffer->getSize() > most) return {{}, Unscannable::too_large};
        return {std::string{reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()}, {}};
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return {{}, Unscannable::broken};
    }
}

}  // namespace sluis::scan
