#include <array>
#include <chrono>
#include <cstdio>

#include "gateway/templates/own_texts.h"

namespace sluis::templates {
namespace {

using namespace std::chrono;

// Directive 2000/84/EC: summer time from the last Sunday of March to that of October, both at 01:00 UTC.
hours belgian_offset(Time when) {
    const year_month_day today{floor<days>(when)};
    const sys_days first = today.year() / March / Sunday[last];
    const sys_days final = today.year() / October / Sunday[last];
    const bool summer = when >= first + hours{1} && when < final + hours{1};
    return hours{summer ? 2 : 1};
}

}  // namespace

std::string day_text(Time when) {
    constexpr std::array<const char*, 7> names{"zondag",    "maandag", "dinsdag", "woensdag",
                                               "donderdag", "vrijdag", "zaterdag"};
    constexpr std::array<const char*, 12> months{"januari", "februari", "maart",     "april",   "mei",      "juni",
                                                 "juli",    "augustus", "september", "oktober", "november", "december"};
    const auto midnight = floor<days>(when + belgian_offset(when));
    const year_month_day day{midnight};
    return std::string{names.at(weekday{midnight}.c_encoding())} + ' ' +
           std::to_string(static_cast<unsigned>(day.day())) + ' ' + months.at(static_cast<unsigned>(day.month()) - 1) +
           ' ' + std::to_string(static_cast<int>(day.year()));
}

std::string time_text(Time when) {
    const auto local = when + belgian_offset(when);
    const auto minutes_of_day = duration_cast<minutes>(local - floor<days>(local)).count();
    std::array<char, 32> clock{};
    std::snprintf(clock.data(), clock.size(), " om %d.%02d uur", static_cast<int>(minutes_of_day / 60),
                  static_cast<int>(minutes_of_day % 60));
    return day_text(when) + clock.data();
}

}  // namespace sluis::templates
