#include "gateway/match/kind.h"

namespace sluis::match {

std::string_view to_string(Kind kind) {
    switch (kind) {
        case Kind::national_number:
            return "national-number";
        case Kind::name_birth:
            return "name-birth";
        case Kind::dossier:
            return "dossier";
        case Kind::email:
            return "email";
        case Kind::phone:
            return "phone";
        case Kind::name:
            return "name";
        case Kind::initial:
            return "initial";
    }
    return "unknown";
}

}  // namespace sluis::match
