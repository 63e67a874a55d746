#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gatehouse::postgres {

/// bytea
struct Bytes
{
    std::string data;
    bool operator==(const Bytes &) const = default;
};

/// json and jsonb, as text. Not validated here.
struct Json
{
    std::string text;
    bool operator==(const Json &) const = default;
};

/// A one-dimensional array; each element may be NULL.
template <typename T>
using Array = std::vector<std::optional<T>>;

/// What goes in as a parameter and comes out of a cell. monostate is NULL, std::string is text
/// (and, coming out, any type not named here in Postgres's own text form, numeric and xid8 among
/// them), int64 any integer type, Timestamp timestamptz (UTC; infinity becomes the ends of its
/// range).
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Bytes, Uuid,
                           Timestamp, Json, Array<bool>, Array<std::int64_t>, Array<std::string>,
                           Array<Bytes>, Array<Uuid>, Array<Timestamp>, Array<Json>>;

/// Text and bytea that belong to someone else, who keeps them until the statement was executed.
struct TextView
{
    std::string_view text;
    bool operator==(const TextView &) const = default;
};
struct BytesView
{
    std::string_view data;
    bool operator==(const BytesView &) const = default;
};

using Parameter = std::variant<Value, Array<TextView>, Array<BytesView>>;
using Parameters = std::vector<Parameter>;

} // namespace gatehouse::postgres
