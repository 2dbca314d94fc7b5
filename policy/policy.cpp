#include "policy/policy.h"

#include "policy/word_table.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Mode, 2> modes{{{Mode::enforce, "enforce"}, {Mode::observe, "observe"}}};

constexpr WordTable<Answer, 4> answers{
    {{Answer::no, "no"}, {Answer::weak, "weak"}, {Answer::unscannable, "unscannable"}, {Answer::yes, "yes"}}};

}  // namespace

std::string_view to_string(Mode mode) {
    return word_of(modes, mode);
}
std::string_view to_string(Answer answer) {
    return word_of(answers, answer);
}
std::optional<Mode> mode_from(std::string_view text) {
    return value_of(modes, text);
}
std::optional<Answer> answer_from(std::string_view text) {
    return value_of(answers, text);
}

}  // namespace sluis::policy
