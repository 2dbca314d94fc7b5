#include "storage/vault/sealing.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <sstream>

using namespace sluis::storage::vault;
using namespace sluis::storage::vault::sealing;

namespace {

std::string vector_file(const std::string& name) {
    std::ifstream in{std::string{SLUIS_SOURCE_DIR} + "/tests/data/vault/" + name, std::ios::binary};
    std::ostringstream octets;
    octets << in.rdbuf();
    REQUIRE(in);
    return octets.str();
}

template <std::size_t N>
std::array<unsigned char, N> counting(int from) {
    std::array<unsigned char, N> octets{};
    for (auto& octet : octets) octet = static_cast<unsigned char>(from++);
    return octets;
}

std::string content(std::size_t size) {
    std::string octets(size, '\0');
    for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<char>((7 * i + (i >> 8)) & 0xff);
    return octets;
}

std::string seal_all(const Chunks& chunks, std::string_view octets) {
    auto sealed = chunks.header();
    const auto count = chunk_count(octets.size());
    for (std::uint64_t number = 0; number < count; ++number)
        chunks.seal(number, number + 1 == count, octets.substr(number * kChunk, kChunk), sealed);
    return sealed;
}

// The values of tests/data/vault/generate.py.
const Key kNamed{counting<32>(0)};
const Key kObject{counting<32>(100)};
const ObjectName kName{"0f8fad5b-d9cb-469f-a165-70867728950e", "document", "De Wilg"};
const std::string kKeyName = "day-2031-01-31";
const auto kPrefixOctets = counting<7>(200);
const auto kNonceOctets = counting<12>(50);

}  // namespace

TEST_CASE("another implementation's sealed content is ours, octet for octet") {
    const Chunks chunks{kObject, kName, kPrefixOctets};
    for (const std::size_t size : {0, 5, 65536, 65537}) {
        INFO(size);
        const auto theirs = vector_file("content-" + std::to_string(size) + ".sealed");
        CHECK(seal_all(chunks, content(size)) == theirs);
        CHECK(sealed_size(size) == theirs.size());
        CHECK(content_size(theirs.size()) == size);
    }
}

TEST_CASE("another implementation's wrapped key and sealed field are ours, and open") {
    const auto wrapped = vector_file("wrapped.key");
    CHECK(wrap(kObject, kNamed, kKeyName, kName, kNonceOctets) == wrapped);
    const auto key = unwrap(wrapped, kNamed, kKeyName, kName);
    REQUIRE(key);
    CHECK(key->octets() == kObject.octets());
    const auto field = vector_file("name.field");
    CHECK(seal_field(kObject, kName, "name", "Verslag voorjaar één.pdf", kNonceOctets) == field);
    CHECK(open_field(kObject, kName, "name", field) == "Verslag voorjaar één.pdf");
}

TEST_CASE("a wrapped key opens under its own names and key alone") {
    const auto wrapped = wrap(kObject, kNamed, kKeyName, kName, random_nonce());
    auto other = kName;
    CHECK(unwrap(wrapped, kNamed, kKeyName, other));
    CHECK_FALSE(unwrap(wrapped, kObject, kKeyName, kName));
    CHECK_FALSE(unwrap(wrapped, kNamed, "day-2031-02-01", kName));
    other.kind = "received";
    CHECK_FALSE(unwrap(wrapped, kNamed, kKeyName, other));
    other = kName;
    other.organisation = "De Wilgen";
    CHECK_FALSE(unwrap(wrapped, kNamed, kKeyName, other));
    other = kName;
    other.id.back() = 'f';
    CHECK_FALSE(unwrap(wrapped, kNamed, kKeyName, other));
    CHECK_FALSE(unwrap(wrapped.substr(0, wrapped.size() - 1), kNamed, kKeyName, kName));
    CHECK_FALSE(unwrap("", kNamed, kKeyName, kName));
}

TEST_CASE("every changed octet of a sealed field is noticed, and no field passes for another") {
    const auto sealed = seal_field(kObject, kName, "name", "a.pdf", random_nonce());
    CHECK(open_field(kObject, kName, "name", sealed) == "a.pdf");
    CHECK_FALSE(open_field(kObject, kName, "subject", sealed));
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK_FALSE(open_field(kObject, kName, "name", changed));
        CHECK_FALSE(open_field(kObject, kName, "name", sealed.substr(0, at)));
    }
    CHECK(open_field(kObject, kName, "name", seal_field(kObject, kName, "name", "", random_nonce())) == "");
}

TEST_CASE("a chunk opens at its own place alone") {
    const Chunks chunks{kObject, kName, kPrefixOctets};
    std::string first, last, into(kChunk, '\0');
    chunks.seal(0, false, content(kChunk), first);
    chunks.seal(1, true, "end", last);
    CHECK(chunks.open(0, false, first, into.data()));
    CHECK_FALSE(chunks.open(1, false, first, into.data()));
    CHECK_FALSE(chunks.open(0, true, first, into.data()));
    CHECK(chunks.open(1, true, last, into.data()));
    CHECK_FALSE(chunks.open(1, false, last, into.data()));
    for (const auto& other :
         {ObjectName{kName.id, "outgoing", kName.organisation}, ObjectName{kName.id, kName.kind, "De"},
          ObjectName{"1" + kName.id.substr(1), kName.kind, kName.organisation}})
        CHECK_FALSE(Chunks(kObject, other, kPrefixOctets).open(1, true, last, into.data()));
    CHECK_FALSE(Chunks(kNamed, kName, kPrefixOctets).open(1, true, last, into.data()));
}

TEST_CASE("names cannot flow into each other: moving a letter from one to the next is another object") {
    const Chunks one{kObject, {"id", "document", "xorg"}, kPrefixOctets};
    const Chunks two{kObject, {"idx", "document", "org"}, kPrefixOctets};
    std::string sealed, into(8, '\0');
    one.seal(0, true, "text", sealed);
    CHECK_FALSE(two.open(0, true, sealed, into.data()));
}

TEST_CASE("sizes before and after sealing answer to each other, and impossible ones to none") {
    for (std::uint64_t size = 0; size < 300'000; size += 997) CHECK(content_size(sealed_size(size)) == size);
    for (const std::uint64_t size : {65535ull, 65536ull, 65537ull, 131072ull, 131073ull})
        CHECK(content_size(sealed_size(size)) == size);
    for (std::uint64_t sealed = 0; sealed < kHeader + kTag; ++sealed) CHECK_FALSE(content_size(sealed));
    // A last chunk of nothing, after full ones, is no form that sealing gives.
    for (std::uint64_t more = 1; more <= kTag; ++more) CHECK_FALSE(content_size(sealed_size(kChunk) + more));
}
