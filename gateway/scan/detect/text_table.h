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
            if (slot.hash == static_cast<std::uint32_t>(place.hash >> 32) && text_of(slot.number) == text) {
                place.number = slot.number;
                return place;
            }
        }
    }

    /// Adds a text that find() did not find. @returns its number
    std::uint32_t add(std::string_view text, const Place& place) {
        if ((ends_.size() + 1) * 2 > slots_.size()) grow();
        const auto number = static_cast<std::uint32_t>(ends_.size());
        texts_ += text;
        ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
        put({number, static_cast<std::uint32_t>(place.hash >> 32)}, place.hash);
        return number;
    }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    void clear() {
        texts_.clear();
        ends_.clear();
        slots_.clear();  // What comes next may be small: its table shall cost no more than it.
    }

private:
    struct Slot {
        std::uint32_t number = none;
        std::uint32_t hash = 0;  // The half that does not choose the slot.
    };
    static constexpr std::size_t least_slots = 1024;

    [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
    [[nodiscard]] std::string_view text_of(std::uint32_t number) const {
        const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
        return std::string_view{texts_}.substr(begin, ends_[number] - begin);
    }
    void put(const Slot& slot, std::uint64_t hash) {
        auto at = hash & mask();
        while (slots_[at].number != none) at = (at + 1) & mask();
        slots_[at] = slot;
    }
    void grow() {
        slots_.assign(slots_.empty() ? least_slots : slots_.size() * 2, Slot{});
        for (std::uint32_t number = 0; number < ends_.size(); ++number) {
            const auto hash = std::hash<std::string_view>{}(text_of(number));
            put({number, static_cast<std::uint32_t>(hash >> 32)}, hash);
        }
    }

    std::string texts_;
    std::vector<std::uint32_t> ends_;
    std::vector<Slot> slots_;  // A power of two, at most half of them taken.
};

}  // namespace sluis::scan
