#pragma once

#include "services/postgres/value.h"

#include <string_view>

namespace gatehouse::postgres {

/// A cell in binary format as the alternative of Value that its type calls for. What no alternative
/// fits comes as text in Postgres's own form (numeric, xid, xid8, date, timestamp, enums and every
/// type whose binary form is its text); arrays of such are Array<std::string>, arrays of more than
/// one dimension are flattened. Any other type (interval, inet, ranges, records, ...) comes as "\x"
/// and the hex digits of its binary form: cast it to text in the query.
Value decodeBinary(std::uint32_t type, std::string_view bytes);

} // namespace gatehouse::postgres
