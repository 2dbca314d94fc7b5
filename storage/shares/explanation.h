#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"

namespace sluis::storage::shares {

/// Of whom an explanation is: a recipient of a share, or one of stopped mail.
enum class Explained { share_recipient, stopped_recipient };

/// Keeps how the decision for one recipient was taken, in the form that the sender may see (design §1.9): JSON made and
/// read by the layers above, with masked evidence at most, no file name and no subject. An empty body keeps nothing.
void insert_explanation(postgres::Transaction& transaction, Explained whose, std::int64_t id, std::string_view body);

/// Empty when there is none, or it is gone: it is kept as long as the facts of the decision. Who may see it, the caller
/// says: the sender's side of the share as a whole, since it speaks of every document.
[[nodiscard]] std::string find_explanation(postgres::Connection& connection, Explained whose, std::int64_t id);

}  // namespace sluis::storage::shares
