#include "storage/vault/sealed_content.h"

#include <algorithm>

namespace sluis::storage::vault {
namespace {

[[noreturn]] void throw_damaged() {
    throw Error{"vault: an object is damaged", false};
}

}  // namespace

SealedContent::SealedContent(sealing::ObjectName name, const Key& key, std::string in_row, std::uint64_t size)
    : name_{std::move(name)}, key_{key}, in_row_{std::move(in_row)} {
    begin(size);
}

SealedContent::SealedContent(sealing::ObjectName name, const Key& key, const std::filesystem::path& file,
                             std::uint64_t size)
    : name_{std::move(name)}, key_{key}, file_{std::in_place, file} {
    begin(size);
}

void SealedContent::begin(std::uint64_t size) {
    const auto holds = sealing::content_size(file_ ? file_->size() : in_row_.size());
    const auto prefix = sealing::Chunks::prefix_of(sealed_octets(0, sealing::kHeader));
    if (!holds || *holds != size || !prefix) throw_damaged();
    size_ = size;
    chunks_.emplace(key_, name_, *prefix);
    load(sealing::chunk_count(size_) - 1);
}

std::string SealedContent::sealed_octets(std::uint64_t offset, std::size_t count) const {
    if (file_) return file_->read(offset, count);
    return offset > in_row_.size() ? std::string{} : in_row_.substr(offset, count);
}

void SealedContent::load(std::uint64_t number) {
    if (loaded_ == number) return;
    loaded_.reset();
    const bool last = number + 1 == sealing::chunk_count(size_);
    const auto content = last ? static_cast<std::size_t>(size_ - number * sealing::kChunk) : sealing::kChunk;
    const auto sealed =
        sealed_octets(sealing::kHeader + number * (sealing::kChunk + sealing::kTag), content + sealing::kTag);
    chunk_.resize(content);
    if (sealed.size() != content + sealing::kTag || !chunks_->open(number, last, sealed, chunk_.data())) {
        chunk_.clear();
        throw_damaged();
    }
    loaded_ = number;
}

std::size_t SealedContent::read(std::uint64_t offset, std::span<char> into) {
    std::size_t given = 0;
    while (given < into.size() && offset < size_) {
        load(offset / sealing::kChunk);
        const auto within = static_cast<std::size_t>(offset % sealing::kChunk);
        const auto count = std::min(into.size() - given, chunk_.size() - within);
        chunk_.copy(into.data() + given, count, within);
        given += count;
        offset += count;
    }
    return given;
}

std::string SealedContent::open_field(std::string_view field, std::string_view sealed) const {
    auto text = sealing::open_field(key_, name_, field, sealed);
    if (!text) throw Error{"vault: a sealed field is damaged", false};
    return *std::move(text);
}

}  // namespace sluis::storage::vault
