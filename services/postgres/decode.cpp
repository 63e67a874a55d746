#include "services/postgres/decode.h"

#include "services/core/hex.h"
#include "services/postgres/numeric.h"
#include "services/postgres/oids.h"
#include "services/postgres/timeformat.h"
#include "services/postgres/wire.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

namespace gatehouse::postgres {

namespace {

bool isPlainText(std::string_view bytes)
{
    const auto isControl = [](unsigned char c) {
        return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    return std::none_of(bytes.begin(), bytes.end(), isControl)
        && QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())).isValidUtf8();
}

/// Also for bytes that are not what their type promises: never lost, never misread.
std::string unknownText(std::string_view bytes)
{
    return isPlainText(bytes) ? std::string(bytes) : "\\x" + toHex(asBytes(bytes));
}

template <typename T, typename Convert>
Value integerAs(std::string_view bytes, Convert convert)
{
    WireReader reader(bytes);
    const auto number = reader.integer<T>();
    if (!number || reader.remaining() != 0)
        return unknownText(bytes);
    return Value(convert(*number));
}

template <typename T>
Value integerCell(std::string_view bytes)
{
    return integerAs<T>(bytes, [](T number) { return static_cast<std::int64_t>(number); });
}

template <typename T>
Value integerText(std::string_view bytes)
{
    return integerAs<T>(bytes, [](T number) { return std::to_string(number); });
}

Value uuidCell(std::string_view bytes)
{
    Uuid uuid;
    if (bytes.size() != uuid.bytes.size())
        return unknownText(bytes);
    std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
    return uuid;
}

Value jsonbCell(std::string_view bytes)
{
    if (bytes.empty() || bytes.front() != 1) // the only version there is
        return unknownText(bytes);
    return Json{std::string(bytes.substr(1))};
}

Value numericCell(std::string_view bytes)
{
    return numericText(bytes).value_or(unknownText(bytes));
}

Value float4Cell(std::string_view bytes)
{
    return integerAs<std::uint32_t>(
        bytes, [](std::uint32_t bits) { return static_cast<double>(std::bit_cast<float>(bits)); });
}

Value float8Cell(std::string_view bytes)
{
    return integerAs<std::uint64_t>(bytes,
                                    [](std::uint64_t bits) { return std::bit_cast<double>(bits); });
}

Value textCell(std::string_view bytes)
{
    return std::string(bytes);
}

using Decoder = Value (*)(std::string_view);

struct ScalarType
{
    std::uint32_t type;
    Decoder decode;
};

constexpr auto scalarTypes = std::to_array<ScalarType>({
    {oid::text, textCell},
    {oid::varchar, textCell},
    {oid::bpchar, textCell},
    {oid::name, textCell},
    {oid::character, textCell},
    {oid::voidType, textCell},
    {oid::uuid, uuidCell},
    {oid::timestamptz,
     [](std::string_view bytes) { return integerAs<std::int64_t>(bytes, fromPostgresTime); }},
    {oid::int8, integerCell<std::int64_t>},
    {oid::int4, integerCell<std::int32_t>},
    {oid::int2, integerCell<std::int16_t>},
    {oid::oid, integerCell<std::uint32_t>},
    {oid::boolean,
     [](std::string_view bytes) {
         return integerAs<std::uint8_t>(bytes, [](std::uint8_t byte) { return byte != 0; });
     }},
    {oid::float8, float8Cell},
    {oid::float4, float4Cell},
    {oid::bytea, [](std::string_view bytes) -> Value { return Bytes{std::string(bytes)}; }},
    {oid::json, [](std::string_view bytes) -> Value { return Json{std::string(bytes)}; }},
    {oid::jsonb, jsonbCell},
    {oid::numeric, numericCell},
    {oid::xid8, integerText<std::uint64_t>},
    {oid::xid, integerText<std::uint32_t>},
    {oid::date, [](std::string_view bytes) { return integerAs<std::int32_t>(bytes, dateText); }},
    {oid::timestamp,
     [](std::string_view bytes) { return integerAs<std::int64_t>(bytes, timestampText); }},
});

Value decodeScalar(std::uint32_t type, std::string_view bytes)
{
    const auto found = std::find_if(scalarTypes.begin(), scalarTypes.end(),
                                    [type](const ScalarType &known) { return known.type == type; });
    return found == scalarTypes.end() ? Value(unknownText(bytes)) : found->decode(bytes);
}

struct ArrayCells
{
    std::uint32_t elementType = 0;
    std::vector<std::optional<std::string_view>> cells;
};

/// array_send: dimensions, flags, element type, then length and lower bound of each dimension.
std::optional<ArrayCells> splitArray(std::string_view bytes)
{
    WireReader reader(bytes);
    const auto dimensions = reader.integer<std::int32_t>();
    const auto flags = reader.integer<std::int32_t>();
    const auto elementType = reader.integer<std::uint32_t>();
    if (!flags || !elementType || *dimensions < 0
        || !reader.bytes(static_cast<std::size_t>(*dimensions) * 8))
        return std::nullopt;
    ArrayCells array{*elementType, {}};
    while (reader.remaining() > 0) {
        const auto length = reader.integer<std::int32_t>();
        if (length && *length == -1) {
            array.cells.emplace_back(std::nullopt);
            continue;
        }
        const auto cell =
            length && *length >= 0 ? reader.bytes(static_cast<std::size_t>(*length)) : std::nullopt;
        if (!cell)
            return std::nullopt;
        array.cells.emplace_back(cell);
    }
    return array;
}

std::string doubleText(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number > 0 ? "Infinity" : "-Infinity";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

template <typename T>
std::optional<T> elementAs(Value &&element)
{
    if (T *typed = std::get_if<T>(&element))
        return std::move(*typed);
    return std::nullopt;
}

template <>
std::optional<std::string> elementAs(Value &&element)
{
    if (const double *number = std::get_if<double>(&element))
        return doubleText(*number);
    if (std::string *text = std::get_if<std::string>(&element))
        return std::move(*text);
    return std::nullopt;
}

template <typename T>
Value collect(const ArrayCells &array)
{
    Array<T> elements;
    elements.reserve(array.cells.size());
    for (const std::optional<std::string_view> &cell : array.cells)
        elements.push_back(cell ? elementAs<T>(decodeScalar(array.elementType, *cell))
                                : std::nullopt);
    return elements;
}

Value decodeArray(std::string_view bytes)
{
    const std::optional<ArrayCells> array = splitArray(bytes);
    if (!array)
        return unknownText(bytes);
    switch (array->elementType) {
    case oid::boolean:
        return collect<bool>(*array);
    case oid::int2:
    case oid::int4:
    case oid::int8:
    case oid::oid:
        return collect<std::int64_t>(*array);
    case oid::bytea:
        return collect<Bytes>(*array);
    case oid::uuid:
        return collect<Uuid>(*array);
    case oid::timestamptz:
        return collect<Timestamp>(*array);
    case oid::json:
    case oid::jsonb:
        return collect<Json>(*array);
    default:
        return collect<std::string>(*array);
    }
}

bool isArray(std::uint32_t type)
{
    constexpr auto arrays = std::to_array<std::uint32_t>(
        {oid::textArray,    oid::uuidArray,    oid::int8Array,      oid::int4Array,
         oid::int2Array,    oid::booleanArray, oid::byteaArray,     oid::timestamptzArray,
         oid::jsonbArray,   oid::jsonArray,    oid::varcharArray,   oid::bpcharArray,
         oid::nameArray,    oid::oidArray,     oid::float4Array,    oid::float8Array,
         oid::numericArray, oid::dateArray,    oid::timestampArray, oid::xid8Array});
    return std::find(arrays.begin(), arrays.end(), type) != arrays.end();
}

} // namespace

Value decodeBinary(std::uint32_t type, std::string_view bytes)
{
    return isArray(type) ? decodeArray(bytes) : decodeScalar(type, bytes);
}

} // namespace gatehouse::postgres
