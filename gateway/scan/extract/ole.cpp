#include "gateway/scan/extract/ole.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/kind.h"
#include "gateway/scan/extract/little_endian.h"
#include "gateway/scan/extract/ole_soundness.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;
using Entry = CompoundFile::Entry;

constexpr std::size_t few_letters = 200;
constexpr std::uint64_t small_pictures = 20'000;
constexpr std::uint64_t large_pictures = 64 * 1024;  // More than a signature's picture and a form's fields.

// "\1Ole10Native" (MS-OLEDS §2.3.6): a file as the packager wrote it.
void read_packaged_file(std::string_view octets, const std::string& container, Sink& sink) {
    std::size_t at = 6;
    std::string names, name;
    for (int text = 0; text < 2; ++text) {
        const auto end = octets.find('\0', std::min(at, octets.size()));
        if (end == octets.npos) return read_text_runs("ingesloten object", octets, sink);
        name = octets.substr(at, end - at);
        names += name + '\n';
        at = end + 1;
    }
    at += 4;
    at += 4 + little32(octets, at);
    const std::size_t size = little32(octets, at);
    read_value("bestandsnaam", mime::to_utf8(names, ""), sink);
    if (at + 4 > octets.size() || size > octets.size() - at - 4)
        return read_text_runs("ingesloten object", octets, sink);
    read_contained(octets.substr(at + 4, size), name, container, sink);
}

// MS-DOC §2.5.2 (fEncrypted), MS-XLS §2.4.117 (FilePass), MS-PPT §2.3.2 (headerToken).
bool is_encrypted(const CompoundFile& file, const Entry& entry, std::string_view content) {
    constexpr std::uint32_t encrypted_bit = 0x0100, file_pass = 0x002F, encrypted_token = 0xF3D1C4DF;
    if (entry.name == "WordDocument") return (little16(content, 10) & encrypted_bit) != 0;
    if (entry.name == "PowerPoint Document") {
        const auto user = file.find(entry.parent, "Current User");
        return user != CompoundFile::none && little32(file.content(file.entries()[user]), 12) == encrypted_token;
    }
    for (std::size_t at = 0; at + 4 <= std::min<std::size_t>(content.size(), 4096);
         at += 4 + little16(content, at + 2)) {
        if (little16(content, at) == file_pass) return true;
    }
    return false;
}

struct Document {
    enum class Kind { word, sheet, slides };
    Kind kind;
    const char* stream;
};
constexpr std::array<Document, 4> documents{{{Document::Kind::word, "WordDocument"},
                                             {Document::Kind::sheet, "Workbook"},
                                             {Document::Kind::sheet, "Book"},
                                             {Document::Kind::slides, "PowerPoint Document"}}};

void mark(Conversion::Outcome outcome, Sink& sink) {
    switch (outcome) {
        case Conversion::Outcome::done:
            return;
        case Conversion::Outcome::unavailable:
            return sink.unscannable(Unscannable::unknown_type);
        case Conversion::Outcome::too_slow:
            return sink.unscannable(Unscannable::too_slow);
        case Conversion::Outcome::too_large:
            return sink.unscannable(Unscannable::too_large);
        case Conversion::Outcome::failed:
            return sink.unscannable(Unscannable::broken);
    }
}

std::string converted(Converter converter, std::string_view octets, Sink& sink) {
    if (sink.stopped()) return {};
    const auto& convert = sink.budget().convert;
    auto conversion = convert ? convert(converter, octets) : Conversion{};
    mark(conversion.outcome, sink);
    return std::move(conversion.text);
}

std::string table_of(const CompoundFile& file, std::string_view document, Sink& sink) {
    const auto table = file.find(0, names_second_table(document) ? "1Table" : "0Table");
    return table == CompoundFile::none ? std::string{} : stream_content(file, file.entries()[table], sink);
}

void read_word(std::string_view octets, std::string_view content, Sink& sink) {
    const auto text = converted(Converter::word, octets, sink);
    sink.text(text);
    // MS-DOC §2.5.5: a document that says to have text, of which the program found none.
    constexpr std::size_t length_of_text = 0x4C;
    if (text.find_first_not_of(" \n\f") == text.npos && little32(content, length_of_text) > 8)
        sink.unscannable(Unscannable::broken);
}

// The text of the document, and beside it what a converter passes over.
void read_document(std::string_view octets, const CompoundFile& file, const Document& document, Sink& sink) {
    const auto& entry = file.entries()[file.find(0, document.stream)];
    const auto content = stream_content(file, entry, sink);
    if (is_encrypted(file, entry, content)) return sink.unscannable(Unscannable::encrypted);
    const auto before = sink.letters_seen();
    switch (document.kind) {
        case Document::Kind::word:
            if (!is_sound_word(content, table_of(file, content, sink))) sink.unscannable(Unscannable::broken);
            read_word(octets, content, sink);
            break;
        case Document::Kind::sheet:
            if (!is_sound_workbook(content)) sink.unscannable(Unscannable::broken);
            read_csv(converted(Converter::sheet, octets, sink), "utf-8", sink);
            read_workbook_numbers(content, sink);
            break;
        case Document::Kind::slides:
            sink.text(presentation_texts(content));
            break;
    }
    sink.place("");
    const auto pictures = file.find(0, document.kind == Document::Kind::slides ? "Pictures" : "Data");
    if (pictures == CompoundFile::none) return;
    const auto size = file.entries()[pictures].size;
    const bool little_text = sink.letters_seen() - before < few_letters;
    if (size > large_pictures || (size > small_pictures && little_text))
        sink.unscannable(Unscannable::unreadable_picture);
}

// A document that another was put into, as its own storage: read as the file that it would be.
void read_inner_document(const CompoundFile& file, std::uint32_t storage, const Document& document,
                         const std::string& container, Sink& sink) {
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
    auto& left = sink.budget().unpacked_bytes;
    const auto octets = file.file_of(storage);
    if (octets.size() > left) return sink.unscannable(Unscannable::too_large);
    left -= octets.size();
    const CompoundFile inner{octets};
    if (inner.find(0, document.stream) == CompoundFile::none) return sink.unscannable(Unscannable::broken);
    sink.enter(container);
    read_document(octets, inner, document, sink);
    sink.leave();
}

// Streams in which a program keeps a whole file of another.
bool is_package(std::string_view name) {
    return name == "Package" || name == "CONTENTS";
}

}  // namespace

std::string stream_content(const CompoundFile& file, const Entry& entry, Sink& sink) {
    auto& left = sink.budget().unpacked_bytes;
    if (sink.stopped()) return {};
    if (entry.size > left) {
        sink.unscannable(Unscannable::too_large);
        return {};
    }
    left -= entry.size;
    return file.content(entry);
}

void read_ole_object(const CompoundFile& file, std::uint32_t storage, Sink& sink) {
    std::size_t number = 0;
    const auto wanted = storage == 0 ? std::vector<bool>{} : file.within(storage);
    for (std::size_t at = 0; at < file.entries().size(); ++at) {
        const auto& entry = file.entries()[at];
        if (entry.type != Entry::Type::stream || (storage != 0 && !wanted[at])) continue;
        if (sink.stopped()) return;
        const auto content = stream_content(file, entry, sink);
        read_value("naam van gegevens", entry.name, sink);
        if (entry.name.ends_with("SummaryInformation")) {
            sink.place("eigenschappen");
            sink.text(property_set_texts(content));
            sink.place("");
        }
        const auto container = "ingesloten bestand " + std::to_string(++number);
        if (entry.name == "\1Ole10Native")
            read_packaged_file(content, container, sink);
        else if (is_whole_file(content) || (is_package(entry.name) && looks_like_text(content)))
            read_contained(content, entry.name, container, sink);
        else
            read_text_runs("ingesloten gegevens", content, sink);
        const auto inner = std::find_if(documents.begin(), documents.end(), [&](const auto& one) {
            return mail::ascii_lower(entry.name) == mail::ascii_lower(one.stream);
        });
        if (inner == documents.end() || entry.parent == 0) continue;
        if (entry.parent == CompoundFile::none)
            sink.unscannable(Unscannable::broken);
        else
            read_inner_document(file, entry.parent, *inner, container, sink);
    }
}

void read_ole(std::string_view octets, Sink& sink) {
    // A new Office document with a password is a stream of that name in an old container (MS-OFFCRYPTO §2.3).
    static constexpr std::string_view stream{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32};
    if (octets.find(stream) != octets.npos) sink.unscannable(Unscannable::encrypted);
    const CompoundFile file{octets};
    if (!file.is_sound()) {
        sink.unscannable(Unscannable::broken);
        return read_text_runs("binaire gegevens", octets, sink);
    }
    if (file.find(0, "__properties_version1.0") != CompoundFile::none) return read_outlook_message(file, sink);
    const auto known = std::find_if(documents.begin(), documents.end(),
                                    [&](const auto& one) { return file.find(0, one.stream) != CompoundFile::none; });
    if (known != documents.end())
        read_document(octets, file, *known, sink);
    else if (file.find(0, "\1Ole10Native") == CompoundFile::none && file.find(0, "Package") == CompoundFile::none &&
             file.find(0, "CONTENTS") == CompoundFile::none)
        sink.unscannable(Unscannable::unknown_type);
    read_ole_object(file, 0, sink);
}

}  // namespace sluis::scan
