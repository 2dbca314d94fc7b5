#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::scan {

/// A set of texts, numbered in the order in which they came. Made for tens of thousands of short texts that are asked
/// for far more often than they are added: texts lie behind one another, and of most that are not there one look at the
/// table says so. Texts are never taken away but all at once.
class TextTable {
public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct Place {
        std::uint32_t number = none;  ///< Of the text that is there already; none when it is not.
        std::uint64_t hash = 0;       ///< For add().
    };
    [[nodiscard]] Place find(std::string_view text) const {
        Place place{none, std::hash<std::string_view>{}(text)};
        if (slots_.empty()) return place;
        for (auto at = place.hash & mask();; at = (at + 1) & mask()) {
            const auto& slot = slots_[at];
            if (slot.number == none) return place;
            if (slot.hash == upper_half(place.hash) && text_of(slot) == text) {
                place.number = slot.number;
                return place;
            }
        }
    }

    /// Adds a text that find() did not find. @returns its number
    std::uint32_t add(std::string_view text, const Place& place) {
        if (size_ >= slots_.size() / 4 * 3) grow();
        const auto begin = static_cast<std::uint32_t>(texts_.size());
        put({size_, upper_half(place.hash), begin, static_cast<std::uint32_t>(text.size())}, place.hash);
        texts_ += text;
        return size_++;
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    void clear() {
        texts_.clear();
        size_ = 0;
        slots_.clear();  // What comes next may be small: its table shall cost no more than it.
    }

private:
    struct Slot {
        std::uint32_t number = none;
        std::uint32_t hash = 0;             // The half that does not choose the slot.
        std::uint32_t begin = 0, size = 0;  // Of the text among texts_.
    };
    static constexpr std::size_t least_slots = 1024;

    [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
    [[nodiscard]] std::string_view text_of(const Slot& slot) const { return {texts_.data() + slot.begin, slot.size}; }
    static std::uint32_t upper_half(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
    void put(const Slot& slot, std::uint64_t hash) {
        auto at = hash & mask();
        while (slots_[at].number != none) at = (at + 1) & mask();
        slots_[at] = slot;
    }
    void grow() {
        const auto before = std::move(slots_);
        slots_.assign(before.empty() ? least_slots : before.size() * 2, Slot{});
        for (const auto& slot : before) {
            if (slot.number != none) put(slot, std::hash<std::string_view>{}(text_of(slot)));
        }
    }

    std::string texts_;
    std::uint32_t size_ = 0;
    std::vector<Slot> slots_;  // A power of two, at most three quarters of them taken.
};

}  // namespace sluis::scan
