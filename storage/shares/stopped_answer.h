#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"

namespace sluis::storage::shares {

/// What a sender chooses for a held recipient.
enum class Answer { release, withdraw };

/// The portal's side: writes the answer down for the recipients that still wait for one, while the hold lives. Whether
/// the reader may, may_answer() said before. A second answer before the first is done adds nothing.
/// @param recipient  one of this mail; nothing: all of them
/// @returns how many recipients it was written down for
std::size_t give_answer(postgres::Transaction& transaction, std::int64_t stopped, std::optional<std::int64_t> recipient,
                        Answer answer, std::string_view by);

/// True while an answer for this mail was not done.
[[nodiscard]] bool answer_waits(postgres::Connection& connection, std::int64_t stopped);

/// The relay's side: one answer that is due, claimed until the transaction ends.
struct DueAnswer {
    std::int64_t id = 0;
    std::int64_t recipient = 0;  ///< stopped_recipient.
    std::string message;         ///< Queue id.
    std::string address;         ///< The forward-path that it is about.
    Answer answer = Answer::release;
    std::string by;
    int attempts = 0;
    std::chrono::seconds age{0};  ///< Since it was given.
};
/// Answers for one message, the one longest due first; several when its sender answered for several at once.
[[nodiscard]] std::vector<DueAnswer> claim_answers(postgres::Transaction& transaction);
/// They were done, or are past doing.
void finish_answers(postgres::Transaction& transaction, const std::vector<DueAnswer>& answers);
/// Doing them failed for a reason of the environment: again after `retry_in`.
void defer_answers(postgres::Transaction& transaction, const std::vector<DueAnswer>& answers,
                   std::chrono::seconds retry_in);

}  // namespace sluis::storage::shares
