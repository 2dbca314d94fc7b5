#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "gateway/scan/extract/pdf_objects.h"

namespace sluis::scan {
namespace {

// ISO 32000-1 §8.11.4: layers that are off at first, or everything but some.
bool has_hidden_layers(QPDFObjectHandle catalog) {
    auto properties = catalog.getKey("/OCProperties");
    if (!properties.isDictionary()) return false;
    auto configuration = properties.getKey("/D");
    if (!configuration.isDictionary()) return false;
    auto off = configuration.getKey("/OFF");
    auto state = configuration.getKey("/BaseState");
    return (off.isArray() && off.getArrayNItems() > 0) || (state.isName() && state.getName() != "/ON") ||
           configuration.hasKey("/AS");
}

bool is_cropped(QPDFObjectHandle page) {
    auto crop = page.getKey("/CropBox"), media = page.getKey("/MediaBox");
    return crop.isArray() && media.isArray() && crop.unparseResolved() != media.unparseResolved();
}

}  // namespace

std::optional<std::string> PdfObjects::with_all_shown(std::uint64_t most) {
    if (!pdf_) return std::nullopt;
    try {
        auto catalog = pdf_->getRoot();
        bool hidden = has_hidden_layers(catalog);
        if (hidden) catalog.removeKey("/OCProperties");
        for (auto page : pdf_->getAllPages()) {
            if (!is_cropped(page)) continue;
            page.removeKey("/CropBox");
            hidden = true;
        }
        if (!hidden) return std::nullopt;
        QPDFWriter writer{*pdf_};
        writer.setOutputMemory();
        writer.setStreamDataMode(qpdf_s_preserve);
        writer.setPreserveEncryption(false);
        writer.setStaticID(true);
        writer.write();
        const auto buffer = writer.getBufferSharedPointer();
        if (buffer->getSize() > most) return std::nullopt;
        return std::string{reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace sluis::scan
