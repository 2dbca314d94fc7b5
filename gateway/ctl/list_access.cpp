#include "gateway/ctl/list_access.h"

#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"

namespace sluis::ctl {

ListAccess::ListAccess(const config::Settings& settings) {
    try {
        keys_.emplace(runtime::data_folder(settings).keys);
        connection_.emplace(runtime::conninfo(settings, "relay"));
        lookup_.emplace(*connection_, *keys_);
    } catch (const storage::Error&) {
        lookup_.reset();
    }
}

}  // namespace sluis::ctl
