#include "gateway/pipeline/bounce_address.h"

#include <catch2/catch.hpp>

using namespace sluis;

namespace {

std::optional<std::int64_t> read(const storage::vault::Key& key, const std::string& address) {
    return pipeline::read_bounce_address(key, *mail::Mailbox::parse(address), "bounce.example");
}

}  // namespace

TEST_CASE("a bounce address names its share_recipient, whatever became of its letter case", "[bounce]") {
    const auto key = storage::vault::Key::random();
    const auto address = pipeline::bounce_address(key, 4711, "bounce.example");
    CHECK(read(key, address) == 4711);
    std::string shouted = address;
    for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK(read(key, shouted) == 4711);
    CHECK(address.find('@') <= 64);
}

TEST_CASE("a bounce address that was made up is refused", "[bounce]") {
    const auto key = storage::vault::Key::random();
    const auto address = pipeline::bounce_address(key, 4711, "bounce.example");
    auto other_number = address;
    other_number.replace(other_number.find("4711"), 4, "4712");
    CHECK_FALSE(read(key, other_number));
    CHECK_FALSE(read(storage::vault::Key::random(), address));
    for (const char* wrong :
         {"b-4711@bounce.example", "b-4711-@bounce.example", "b--00@bounce.example", "x@bounce.example",
          "b-4711-0000000000000000000000@bounce.example", "b-99999999999999999999-00@bounce.example"}) {
        INFO(wrong);
        CHECK_FALSE(read(key, wrong));
    }
}

TEST_CASE("a bounce address of another domain is none of ours", "[bounce]") {
    const auto key = storage::vault::Key::random();
    CHECK_FALSE(read(key, pipeline::bounce_address(key, 4711, "elsewhere.example")));
    const auto address = *mail::Mailbox::parse(pipeline::bounce_address(key, 4711, "bounce.example"));
    CHECK_FALSE(pipeline::read_bounce_address(key, address, ""));
}
