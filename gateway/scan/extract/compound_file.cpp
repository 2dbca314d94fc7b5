#include "gateway/scan/extract/compound_file.h"

#include <algorithm>

#include "gateway/mail/mailbox.h"
#include "gateway/scan/extract/code_point.h"
#include "gateway/scan/extract/little_endian.h"

namespace sluis::scan {
namespace {

constexpr std::size_t header_size = 512;
constexpr std::size_t first_difat = 76, difat_in_header = 109;
constexpr std::size_t entry_size = 128, child_link = 76;
constexpr std::size_t max_entries = 100'000;
constexpr std::uint32_t last_regular = 0xFFFFFFFA;  // What is above has another meaning (MS-CFB §2.1).

void put_little32(std::string& octets, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) octets[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> 8 * i);
}

// Readers stop at an entry that is unused, so that one which is not wanted gets a name that nobody asks for.
void rename_entry(std::string& octets, std::size_t entry) {
    constexpr std::size_t name_size = 64;
    std::fill_n(octets.begin() + static_cast<std::ptrdiff_t>(entry), name_size, '\0');
    octets[entry] = 'x';
    octets[entry + name_size] = 4;
    octets[entry + name_size + 1] = 0;
}

std::string name_of(std::string_view entry) {
    const auto length = std::min<std::size_t>(little16(entry, 64), 64);
    std::string name;
    for (std::size_t at = 0; at + 2 < length; at += 2) append_utf8(name, little16(entry, at));
    return name;
}

}  // namespace

CompoundFile::CompoundFile(std::string_view octets) : octets_{octets} {
    if (octets.size() < header_size || !octets.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return;
    const auto shift = little16(octets, 30), mini_shift = little16(octets, 32);
    if (shift < 7 || shift > 16 || mini_shift < 2 || mini_shift > shift) return;
    sector_size_ = std::size_t{1} << shift;
    mini_size_ = std::size_t{1} << mini_shift;
    mini_cutoff_ = little32(octets, 56);
    read_allocation_table();
    if (next_.empty()) return;
    const auto mini = chain(little32(octets, 60), octets.size());
    for (std::size_t at = 0; at + 4 <= mini.size(); at += 4) mini_next_.push_back(little32(mini, at));
    read_directory(little32(octets, 48));
    if (entries_.empty()) return;
    mini_stream_ = chain(entries_[0].first_sector, entries_[0].size);
    find_parents();
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
    const auto begin = (std::uint64_t{number} + 1) * sector_size_;
    if (number > last_regular || begin >= octets_.size()) return {};
    return octets_.substr(begin, sector_size_);
}

void CompoundFile::read_allocation_table() {
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < difat_in_header; ++i) places.push_back(little32(octets_, first_difat + i * 4));
    const auto most = octets_.size() / sector_size_ + 1;
    auto next = little32(octets_, 68);
    for (std::size_t seen = 0; next <= last_regular && seen < most; ++seen) {
        const auto difat = sector(next);
        if (difat.size() < sector_size_) break;
        for (std::size_t at = 0; at + 8 <= difat.size(); at += 4) places.push_back(little32(difat, at));
        next = little32(difat, sector_size_ - 4);
    }
    for (const auto place : places) {
        if (place > last_regular) continue;
        const auto table = sector(place);
        for (std::size_t at = 0; at + 4 <= table.size() && next_.size() <= most; at += 4)
            next_.push_back(little32(table, at));
    }
}

std::string CompoundFile::chain(std::uint32_t first, std::uint64_t most) const {
    std::string whole;
    std::size_t seen = 0;
    for (auto at = first; at < next_.size() && seen <= next_.size() && whole.size() < most; at = next_[at], ++seen) {
        const auto some = sector(at);
        if (some.empty()) break;
        whole += some;
    }
    if (whole.size() > most) whole.resize(most);
    return whole;
}

std::string CompoundFile::mini_chain(std::uint32_t first, std::uint64_t size) const {
    std::string whole;
    std::size_t seen = 0;
    for (auto at = first; at < mini_next_.size() && seen <= mini_next_.size() && whole.size() < size;
         at = mini_next_[at], ++seen) {
        const auto begin = std::uint64_t{at} * mini_size_;
        if (begin >= mini_stream_.size()) break;
        whole += mini_stream_.substr(begin, mini_size_);
    }
    if (whole.size() > size) whole.resize(size);
    return whole;
}

void CompoundFile::read_directory(std::uint32_t first) {
    const auto directory = chain(first, octets_.size());
    for (std::size_t at = 0; at + entry_size <= directory.size() && entries_.size() < max_entries; at += entry_size) {
        const auto raw = std::string_view{directory}.substr(at, entry_size);
        const auto type = static_cast<unsigned char>(raw[66]);
        Entry entry;
        entry.name = name_of(raw);
        entry.type = type == 1 || type == 2 || type == 5 ? static_cast<Entry::Type>(type) : Entry::Type::unused;
        entry.first_sector = little32(raw, 116);
        entry.size = std::min<std::uint64_t>(little32(raw, 120), octets_.size());
        entries_.push_back(std::move(entry));
        links_.push_back({little32(raw, 68), little32(raw, 72), little32(raw, child_link)});
    }
    if (!entries_.empty() && entries_[0].type != Entry::Type::root) entries_.clear();
}

// Siblings form a tree below their storage; each entry belongs to the storage that reaches it first.
void CompoundFile::find_parents() {
    std::vector<bool> reached(entries_.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open{{links_[0].child, 0}};
    reached[0] = true;
    while (!open.empty()) {
        const auto [at, storage] = open.back();
        open.pop_back();
        if (at >= entries_.size() || reached[at]) continue;
        reached[at] = true;
        entries_[at].parent = storage;
        open.emplace_back(links_[at].left, storage);
        open.emplace_back(links_[at].right, storage);
        if (entries_[at].type == Entry::Type::storage) open.emplace_back(links_[at].child, at);
    }
}

std::uint32_t CompoundFile::find(std::uint32_t storage, std::string_view name) const {
    const auto wanted = mail::ascii_lower(name);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (entries_[i].parent == storage && mail::ascii_lower(entries_[i].name) == wanted)
            return static_cast<std::uint32_t>(i);
    }
    return none;
}

std::vector<bool> CompoundFile::within(std::uint32_t storage) const {
    std::vector<bool> known(entries_.size()), inside(entries_.size());
    std::vector<std::uint32_t> way;
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
        // Parents were reached before their children: no way up loops.
        auto at = i;
        for (way.clear(); at < entries_.size() && at != storage && !known[at]; at = entries_[at].parent)
            way.push_back(at);
        const bool is_inside = at == storage || (at < entries_.size() && inside[at]);
        for (const auto entry : way) known[entry] = true, inside[entry] = is_inside;
    }
    return inside;
}

std::string CompoundFile::file_of(std::uint32_t storage) const {
    std::string file{octets_};
    const auto wanted = within(storage);
    std::uint32_t number = 0;
    std::size_t seen = 0;
    for (auto at = little32(octets_, 48); at < next_.size() && seen <= next_.size(); at = next_[at], ++seen) {
        const auto begin = (std::size_t{at} + 1) * sector_size_;
        if (sector(at).size() < sector_size_) break;
        for (std::size_t in = 0; in + entry_size <= sector_size_; in += entry_size, ++number) {
            if (number >= entries_.size()) return file;
            if (number == 0)
                put_little32(file, begin + in + child_link, links_[storage].child);
            else if (!wanted[number])
                rename_entry(file, begin + in);
        }
    }
    return file;
}

std::string CompoundFile::content(const Entry& entry) const {
    if (entry.type != Entry::Type::stream) return {};
    return entry.size < mini_cutoff_ ? mini_chain(entry.first_sector, entry.size)
                                     : chain(entry.first_sector, entry.size);
}

}  // namespace sluis::scan
