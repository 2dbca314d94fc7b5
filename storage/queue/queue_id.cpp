#include <sys/random.h>

#include <array>

#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {

QueueId new_queue_id() {
    // No vowels, so that no words come about.
    static constexpr std::string_view signs = "0123456789bcdfghjkmnpqrstvwxyz";
    static_assert(signs.size() == 30);
    std::array<unsigned char, 64> random{};
    QueueId id;
    while (id.size() < 12) {
        if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
            throw Error{"queue: the system gave no random octets", true};
        // 240 is the greatest multiple of 30 in an octet: above it some signs would come more often.
        for (const unsigned char octet : random)
            if (octet < 240 && id.size() < 12) id += signs[octet % 30];
    }
    return id;
}

}  // namespace sluis::storage::queue
