#include "gateway/net/admission.h"

#include <algorithm>
#include <asio/ip/address.hpp>
#include <utility>

namespace sluis::net {
namespace {

std::string key_of(const std::string& address) {
    asio::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error || !ip.is_v6()) return address;
    auto octets = ip.to_v6().to_bytes();
    std::fill(octets.begin() + 8, octets.end(), static_cast<unsigned char>(0));
    return asio::ip::address_v6{octets}.to_string();
}

}  // namespace

Admission::Admission(std::size_t max_total, std::size_t max_per_address)
    : max_total_{max_total}, max_per_address_{max_per_address}, counts_{std::make_shared<Ticket::Counts>()} {}

std::optional<Admission::Ticket> Admission::admit(const std::string& address, Refusal& refusal) {
    const auto key = key_of(address);
    const auto known = counts_->per_address.find(key);
    if (!key.empty() && known != counts_->per_address.end() && known->second >= max_per_address_) {
        refusal = Refusal::per_address;
        return std::nullopt;
    }
    if (counts_->total >= max_total_) {
        refusal = Refusal::total;
        return std::nullopt;
    }
    return Ticket{counts_, key};
}

Admission::Ticket::Ticket(std::shared_ptr<Counts> counts, std::string key)
    : counts_{std::move(counts)}, key_{std::move(key)} {
    ++counts_->total;
    if (!key_.empty()) ++counts_->per_address[key_];
}

Admission::Ticket::~Ticket() {
    if (!counts_) return;
    --counts_->total;
    const auto entry = counts_->per_address.find(key_);
    if (entry != counts_->per_address.end() && --entry->second == 0) counts_->per_address.erase(entry);
}

}  // namespace sluis::net
