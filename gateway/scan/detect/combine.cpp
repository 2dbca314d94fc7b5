#include "gateway/scan/detect/combine.h"

#include <algorithm>
#include <optional>

#include "gateway/scan/detect/birth.h"
#include "gateway/scan/detect/correspondence.h"
#include "gateway/scan/detect/dates.h"

namespace sluis::scan {
namespace {

using policy::Strength;

constexpr std::uint32_t beside = 80;        // Characters between a name and a word that is about it.
constexpr std::uint32_t beside_given = 60;  // The same for a given name alone.
constexpr std::uint32_t beside_address = 100;
constexpr std::uint32_t beside_topic = 120;
constexpr std::uint32_t beside_act = 16;  // Between who did something to whom, and the word for it.

struct Named {
    Mention mention;
    bool full = false;
    bool birth = false;
    bool correspondent = false;  // In a document, which may be about them: their contact data is no evidence there.
};

class Combination {
public:
    Combination(const Sight& sight, const Place& place, int this_year, Collector& collector)
        : sight_{sight},
          text_{sight.text.text},
          place_{place},
          this_year_{this_year},
          collector_{collector},
          correspondence_{sight.text, sight.marks} {}

    void run() {
        choose_names();
        add_numbers();
        for (auto& named : names_) weigh_name(named);
        for (const auto& hit : sight_.marks.words) weigh_word(hit);
        weigh_birth_signs();
        weigh_contact_data();
    }

private:
    void choose_names();
    void add_numbers();
    [[nodiscard]] bool fills_cell(const rrn::Hit& hit) const;
    void weigh_name(Named& named);
    void weigh_word(const WordHit& hit);
    void weigh_care_word(const WordHit& hit);
    void weigh_act(const WordHit& hit);
    void weigh_birth_signs();
    [[nodiscard]] bool in_contact_row(const Mention& mention, const PostalAddress& address) const;
    void weigh_contact_data();

    [[nodiscard]] std::string place_of(std::size_t at) const;
    [[nodiscard]] bool parted(std::uint32_t one, std::uint32_t other) const;
    // Whether two places stand in one sentence.
    [[nodiscard]] bool in_one_sentence(std::uint32_t one, std::uint32_t other) const {
        const auto from = std::min(one, other), to = std::max(one, other);
        const auto between = text_.substr(from, to - from);
        for (const auto* end : {". ", ".\n", "! ", "? ", "!\n", "?\n", "\n\n"}) {
            if (between.find(end) != between.npos) return false;
        }
        return true;
    }
    // Whether a stop with a capital behind it stands between two places: "tel. 0470" is no end.
    [[nodiscard]] bool sentence_ends_between(std::uint32_t one, std::uint32_t other) const {
        const auto from = std::min(one, other), to = std::max(one, other);
        for (auto at = text_.find(". ", from); at != text_.npos && at + 2 <= to; at = text_.find(". ", at + 1)) {
            if (sight_.text.upper[at + 2] != 0) return true;
        }
        return false;
    }
    [[nodiscard]] bool is_topic(std::uint32_t begin, std::uint32_t end) const {
        return (correspondence_.words_near(begin, end, beside_topic) & (word::topic | word::negative)) != 0;
    }
    [[nodiscard]] const Named* name_near(const WordHit& hit, std::uint32_t distance, bool full) const;
    [[nodiscard]] const Named* name_behind(const WordHit& hit) const;
    [[nodiscard]] std::uint32_t person_of(const Named& named) {
        return collector_.people().by_name(text_of(sight_.text, named.mention));
    }
    [[nodiscard]] std::string word_text(const WordHit& hit) const {
        return clean(text_.substr(hit.begin, hit.end - hit.begin), 60);
    }
    void add(const char* detector, Strength strength, std::size_t at, std::string masked,
             std::optional<std::uint32_t> person = std::nullopt) {
        policy::Evidence evidence{detector, strength, {}, std::move(masked), person};
        if (!collector_.wants(evidence)) return;
        evidence.place = place_of(at);
        collector_.add(std::move(evidence));
    }
    void add_weak(const char* detector, std::size_t at, const char* masked) {
        if (!collector_.has_weak(detector)) add(detector, Strength::weak, at, masked);
    }

    const Sight& sight_;
    std::string_view text_;
    const Place& place_;
    int this_year_;
    Collector& collector_;
    Correspondence correspondence_;
    std::vector<Named> names_;
};

// "L•• P••": which letters a name's words begin with.
std::string mask_name(std::string_view name) {
    std::string masked;
    for (std::size_t at = 0; at < name.size() && masked.size() < 40; ++at) {
        if (!is_letter(name[at]) || name[at] == Folded::foreign || (at > 0 && is_letter(name[at - 1]))) continue;
        masked += (masked.empty() ? "" : " ") + std::string(1, static_cast<char>(name[at] - 32)) + "••";
    }
    return masked;
}

std::string Combination::place_of(std::size_t at) const {
    if (place_.line == 0) return place_.where;
    const auto line = place_.line + static_cast<std::size_t>(std::count(
                                        text_.begin(),
                                        text_.begin() + static_cast<std::ptrdiff_t>(std::min(at, text_.size())), '\n'));
    return place_.where + (place_.where.empty() ? "regel " : ", regel ") + std::to_string(line);
}

// Whether a blank line stands between two places.
bool Combination::parted(std::uint32_t one, std::uint32_t other) const {
    const auto from = std::min(one, other), to = std::max(one, other);
    return text_.substr(from, to - from).find("\n\n") != text_.npos;
}

void Combination::choose_names() {
    auto& people = collector_.people();
    std::vector<bool> corresponds(sight_.mentions.size());
    for (std::size_t i = 0; i < corresponds.size(); ++i) {
        const auto& mention = sight_.mentions[i];
        corresponds[i] = correspondence_.names_correspondent(mention);
        if (corresponds[i] && people.reads_message_text()) people.add_correspondent(text_of(sight_.text, mention));
    }
    for (std::size_t i = 0; i < corresponds.size(); ++i) {
        const auto& mention = sight_.mentions[i];
        const bool known = people.is_correspondent(text_of(sight_.text, mention));
        if (corresponds[i] || (known && people.reads_message_text())) continue;
        if (!known && mention.form == Mention::Form::full) collector_.add_name(text_of(sight_.text, mention));
        if (correspondence_.names_professional(mention)) continue;
        const bool full = mention.form == Mention::Form::full || mention.form == Mention::Form::titled;
        names_.push_back({mention, full, false, known});
    }
}

// Eleven digits between two tabs, blanks aside.
bool Combination::fills_cell(const rrn::Hit& hit) const {
    auto begin = hit.begin, end = hit.begin + hit.digits.size();
    if (text_.substr(begin, hit.digits.size()) != hit.digits) return false;
    while (begin > 0 && text_[begin - 1] == ' ') --begin;
    while (end < text_.size() && text_[end] == ' ') ++end;
    const auto border = [&](std::size_t at) { return text_[at] == '\t' || text_[at] == '\n'; };
    return (begin == 0 || border(begin - 1)) && (end == text_.size() || border(end));
}

void Combination::add_numbers() {
    for (const auto& hit : sight_.numbers) {
        const auto judged = rrn::evidence_of(hit);
        std::optional<std::uint32_t> person;
        if (rrn::is_valid(hit.kind)) {
            person = collector_.people().by_number(hit.digits);
            const auto at = static_cast<std::uint32_t>(hit.begin);
            const WordHit where{0, at, at + 15};
            if (const auto* named = name_near(where, beside, true))
                collector_.people().join(*person, person_of(*named));
        }
        // What it is worth, its column tells.
        if (place_.is_row && hit.kind == rrn::Kind::bare && fills_cell(hit)) continue;
        add(judged.detector, judged.strength, hit.begin, rrn::mask(hit.digits), person);
    }
    for (const auto& hit : sight_.other_numbers) {
        if (hit.kind == NumberHit::Kind::eid_card) {
            add("eid_card", hit.labelled ? Strength::strong : Strength::weak, hit.begin, hit.masked);
            continue;
        }
        const auto at = static_cast<std::uint32_t>(hit.begin);
        if (correspondence_.in_signature(at) || correspondence_.near_organisation(at, at + 20)) continue;
        const WordHit where{0, at, at + 20};
        const auto* holder = name_near(where, beside, true);
        const bool held = (correspondence_.words_near(at, at + 20, beside) & word::holder) != 0;
        if (holder != nullptr && held)
            add("iban.person", Strength::strong, hit.begin, hit.masked, person_of(*holder));
        else if (holder != nullptr)
            add("iban", Strength::weak, hit.begin, hit.masked);
    }
}

const Named* Combination::name_near(const WordHit& hit, std::uint32_t distance, bool full) const {
    const auto from = hit.begin > distance ? hit.begin - distance : 0;
    const Named* best = nullptr;
    std::uint32_t nearest = distance + 1;
    auto named = std::lower_bound(names_.begin(), names_.end(), from,
                                  [](const Named& n, std::uint32_t at) { return n.mention.end < at; });
    for (; named != names_.end() && named->mention.begin <= hit.end + distance; ++named) {
        if (full && !named->full) continue;
        const auto& mention = named->mention;
        const auto gap =
            mention.begin >= hit.end ? mention.begin - hit.end : hit.begin - std::min(hit.begin, mention.end);
        if (gap >= nearest || parted(mention.begin, hit.begin)) continue;
        nearest = gap;
        best = &*named;
    }
    return best;
}

const Named* Combination::name_behind(const WordHit& hit) const {
    auto named = std::lower_bound(names_.begin(), names_.end(), hit.end,
                                  [](const Named& n, std::uint32_t at) { return n.mention.begin < at; });
    if (named == names_.end()) return nullptr;
    const auto between = text_.substr(hit.end, named->mention.begin - hit.end);
    const bool led = between.size() <= 3 && between.find_first_not_of(" \n-\t") == between.npos;
    const bool asked = between.size() <= 12 && between.find(':') != between.npos && between.find('\n') == between.npos;
    return led || asked ? &*named : nullptr;
}

// Cells of one row that also tell a telephone number: of whom to reach somewhere, unless the headings say otherwise,
// which Table knows.
bool Combination::in_contact_row(const Mention& mention, const PostalAddress& address) const {
    const auto from = std::min(mention.begin, address.begin), to = std::max(mention.end, address.end);
    if (text_.substr(from, to - from).find('\t') == text_.npos) return false;
    const auto row = text_.rfind('\n', from) == text_.npos ? 0 : text_.rfind('\n', from);
    const auto end = std::min(text_.find('\n', to), text_.size());
    return std::any_of(sight_.telephones.begin(), sight_.telephones.end(),
                       [&](const Telephone& phone) { return phone.begin >= row && phone.end <= end; });
}

void Combination::weigh_name(Named& named) {
    const auto& mention = named.mention;
    named.birth = named.birth || stands_as_birth(text_, mention, this_year_);
    const auto name = text_of(sight_.text, mention);
    if (named.birth) add("name.birth_date", Strength::strong, mention.begin, mask_name(name), person_of(named));
    if (!named.full || named.correspondent || place_.of_contacts) return;
    const auto& addresses = sight_.postal_addresses;
    const auto from = mention.begin > beside_address ? mention.begin - beside_address : 0;
    auto near = std::lower_bound(addresses.begin(), addresses.end(), from,
                                 [](const PostalAddress& one, std::uint32_t at) { return one.end < at; });
    for (; near != addresses.end() && near->begin <= mention.end + beside_address; ++near) {
        const auto& address = *near;
        const auto gap = address.begin >= mention.end ? address.begin - mention.end
                                                      : mention.begin - std::min(mention.begin, address.end);
        if (gap > beside_address || parted(mention.begin, address.begin)) continue;
        if (in_contact_row(mention, address)) continue;
        const bool home = (correspondence_.words_near(mention.begin, address.end, 30) & word::residence) != 0;
        if ((!address.whole && !home) || correspondence_.near_organisation(address.begin, address.end) ||
            correspondence_.in_signature(address.begin))
            continue;
        add("name.address", Strength::strong, mention.begin, mask_name(name), person_of(named));
        break;
    }
    if (!collector_.has_weak("name")) add("name", Strength::weak, mention.begin, mask_name(name));
}

void Combination::weigh_care_word(const WordHit& hit) {
    const char* detector = (hit.words & word::health) != 0    ? "word.health"
                           : (hit.words & word::justice) != 0 ? "word.justice"
                                                              : "word.family";
    if (!names_.empty() && !correspondence_.in_signature(hit.begin)) {
        const auto* named = name_near(hit, beside, true);
        if (named == nullptr && (hit.words & word::soft) == 0) named = name_near(hit, beside_given, false);
        const bool soft = (hit.words & word::soft) != 0;
        if (named != nullptr && soft && !in_one_sentence(named->mention.begin, hit.begin)) named = nullptr;
        if (named != nullptr && !is_topic(hit.begin, hit.end))
            return add(detector, Strength::strong, hit.begin, word_text(hit), person_of(*named));
    }
    add_weak(detector, hit.begin, "");
}

// "Lotte Peeters sloeg Yassine Benali": both.
void Combination::weigh_act(const WordHit& hit) {
    const auto first = [](const Named& n, std::uint32_t at) { return n.mention.begin < at; };
    const auto behind = std::lower_bound(names_.begin(), names_.end(), hit.end, first);
    if (behind == names_.begin() || behind == names_.end()) return;
    const auto before = behind - 1;
    const auto near = [&](std::uint32_t begin, std::uint32_t end) {
        return end >= begin && end - begin <= beside_act &&
               text_.substr(begin, end - begin).find_first_of(".;:\n") == text_.npos;
    };
    if (!near(before->mention.end, hit.begin) || !near(hit.end, behind->mention.begin)) return;
    for (const auto& named : {*before, *behind})
        add("word.justice", Strength::strong, hit.begin, word_text(hit), person_of(named));
}

void Combination::weigh_word(const WordHit& hit) {
    const auto is = [&](Words words) { return (hit.words & words) != 0; };
    if (is(word::act)) weigh_act(hit);
    if (is(word::care)) weigh_care_word(hit);
    if (is(word::birth)) {
        const auto date = date_after(text_, hit.end, 40, this_year_);
        if (date && is_birth_year(date->year, this_year_)) {
            const auto* named = name_near(hit, beside, false);
            if (named != nullptr)
                add("name.birth_date", Strength::strong, hit.begin, mask_name(text_of(sight_.text, named->mention)),
                    person_of(*named));
            else
                add("birth_date", Strength::strong, hit.begin, "••/••/••••");
        }
    }
    if (is(word::person | word::relative)) {
        const auto* named = name_behind(hit);
        const auto unlisted =
            named == nullptr && is(word::person) ? unlisted_name_behind(sight_.text, hit) : std::string_view{};
        if (named != nullptr) add("word.person", Strength::strong, hit.begin, word_text(hit), person_of(*named));
        if (!unlisted.empty())
            add("word.person", Strength::strong, hit.begin, word_text(hit), collector_.people().by_name(unlisted));
    }
    if (is(word::document) && !names_.empty()) {
        const auto* named = name_near(hit, 15, false);
        if (named != nullptr) add("word.document", Strength::strong, hit.begin, word_text(hit), person_of(*named));
    }
    if (is(word::document)) add_weak("word.document", hit.begin, "");
    if (is(word::identity)) add_weak("word.identity", hit.begin, "");
    if (is(word::context) && !place_.of_contacts && !collector_.has_weak("word.context") &&
        name_near(hit, beside, true) != nullptr)
        add_weak("word.context", hit.begin, "");
    if (is(word::negative)) add("word.negative", Strength::negative, hit.begin, word_text(hit));
    if (is(word::staff)) {
        const auto* named = name_near(hit, 40, true);
        if (named != nullptr && !is_topic(hit.begin, hit.end))
            add("word.staff", Strength::strong, hit.begin, word_text(hit), person_of(*named));
        if (!collector_.has_staff_word()) collector_.add_staff_word(word_text(hit), place_of(hit.begin));
    }
    if (is(word::involved)) {
        const auto* named = name_behind(hit);
        if (named != nullptr) add_weak("staff.name", hit.begin, "");
    }
}

// "°12/04/2011", also behind initials.
void Combination::weigh_birth_signs() {
    for (const auto& group : sight_.marks.digits) {
        const auto begin = group.begin;
        const bool sign =
            begin > 0 && (text_[begin - 1] == '*' || (begin > 1 && text_[begin - 1] == ' ' && text_[begin - 2] == '*'));
        if (!sign) continue;
        const auto date = date_at(text_, begin, this_year_);
        if (!date || !is_birth_year(date->year, this_year_)) continue;
        if (name_near({0, begin, begin + 10}, 12, false) == nullptr)
            add("birth_date", Strength::strong, begin, "••/••/••••");
    }
}

void Combination::weigh_contact_data() {
    if (place_.of_contacts) return;
    const auto apart = [&](std::uint32_t begin, std::uint32_t end) {
        return !correspondence_.in_signature(begin) && !correspondence_.in_header_line(begin) &&
               !correspondence_.near_organisation(begin, end);
    };
    const auto of_somebody = [&](std::uint32_t begin, std::uint32_t end) -> const Named* {
        const auto* named = name_near({0, begin, end}, beside, false);
        return named != nullptr && named->correspondent ? nullptr : named;
    };
    for (const auto& phone : sight_.telephones) {
        if (collector_.has_weak("phone")) break;
        if (!phone.mobile || !apart(phone.begin, phone.end)) continue;
        const auto* named = of_somebody(phone.begin, phone.end);
        if (named != nullptr && !sentence_ends_between(phone.begin, named->mention.begin))
            add_weak("phone", phone.begin, "04•• •• •• ••");
    }
    for (const auto& mail : sight_.mail_addresses) {
        if (collector_.has_weak("email")) break;
        // In angle brackets it is the address of who wrote something.
        const bool of_author = mail.begin > 0 && text_[mail.begin - 1] == '<';
        if (mail.consumer && !of_author && apart(mail.begin, mail.end)) add_weak("email", mail.begin, "•••@•••");
    }
    for (const auto& address : sight_.postal_addresses) {
        if (collector_.has_weak("address")) break;
        if (address.whole && apart(address.begin, address.end) && of_somebody(address.begin, address.end) != nullptr)
            add_weak("address", address.begin, "••• ••, •••• •••");
    }
}

}  // namespace

void combine(const Sight& sight, const Place& place, int this_year, Collector& collector) {
    Combination{sight, place, this_year, collector}.run();
}

}  // namespace sluis::scan
