#include "services/postgres/encode.h"

#include "services/postgres/oids.h"
#include "services/postgres/sqlstate.h"
#include "services/postgres/timeformat.h"
#include "services/postgres/wire.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace gatehouse::postgres {

namespace {

constexpr std::size_t mostParameters = 65'535; // libpq's limit: a 16-bit count
constexpr std::uint32_t anyType = 0;

std::string numberText(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number > 0 ? "Infinity" : "-Infinity";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

std::string binary(bool value)
{
    return std::string(1, value ? '\1' : '\0');
}

std::string binary(std::int64_t value)
{
    std::string bytes;
    putInteger(bytes, value);
    return bytes;
}

std::string binary(Timestamp value)
{
    return binary(toPostgresTime(value));
}

std::string binary(const Uuid &value)
{
    return {value.bytes.begin(), value.bytes.end()};
}

const std::string &binary(const std::string &value)
{
    return value;
}

const std::string &binary(const Bytes &value)
{
    return value.data;
}

std::string_view binary(TextView value)
{
    return value.text;
}

std::string_view binary(BytesView value)
{
    return value.data;
}

std::string binary(const Json &value)
{
    return '\1' + value.text; // jsonb_recv's version
}

/// At least what an element takes in binary format; exactly so where it is much.
template <typename T>
std::size_t sizeOf(const std::optional<T> &element)
{
    constexpr std::size_t withoutBytes = 8;
    if constexpr (
        std::is_same_v<
            T,
            TextView> || std::is_same_v<T, BytesView> || std::is_same_v<T, std::string> || std::is_same_v<T, Bytes>)
        return element ? std::string_view(binary(*element)).size() : 0;
    else if constexpr (std::is_same_v<T, Json>)
        return element ? element->text.size() + 1 : 0;
    else
        return std::max(sizeof(T), withoutBytes);
}

template <typename T>
std::size_t sizeOf(const Array<T> &elements)
{
    constexpr std::size_t head = 20;
    std::size_t size = head;
    for (const std::optional<T> &element : elements)
        size += sizeof(std::int32_t) + sizeOf(element);
    return size;
}

/// array_recv: one dimension from 1, or none when empty.
template <typename T>
std::string binaryArray(std::uint32_t elementType, const Array<T> &elements)
{
    const bool hasNull = std::any_of(elements.begin(), elements.end(),
                                     [](const std::optional<T> &element) { return !element; });
    std::string out;
    out.reserve(sizeOf(elements));
    putInteger<std::int32_t>(out, elements.empty() ? 0 : 1);
    putInteger<std::int32_t>(out, hasNull ? 1 : 0);
    putInteger(out, elementType);
    if (!elements.empty()) {
        putInteger(out, static_cast<std::int32_t>(elements.size()));
        putInteger<std::int32_t>(out, 1);
    }
    for (const std::optional<T> &element : elements) {
        if (!element) {
            putInteger<std::int32_t>(out, -1);
            continue;
        }
        const auto &bytes = binary(*element);
        putInteger(out, static_cast<std::int32_t>(bytes.size()));
        out += bytes;
    }
    return out;
}

} // namespace

struct ParameterEncoder
{
    EncodedParameters &out;

    void operator()(const Value &value) const { std::visit(*this, value); }
    void operator()(std::monostate) const { out.add(anyType, nullptr, 0, false); }
    void operator()(bool value) const { out.addOwned(oid::boolean, binary(value), true); }
    void operator()(std::int64_t value) const
    {
        out.addOwned(anyType, std::to_string(value), false);
    }
    void operator()(double value) const { out.addOwned(anyType, numberText(value), false); }
    void operator()(const std::string &value) const
    {
        out.add(anyType, value.c_str(), value.size(), false);
    }
    void operator()(const Json &value) const
    {
        out.add(anyType, value.text.c_str(), value.text.size(), false);
    }
    void operator()(const Bytes &value) const
    {
        out.add(oid::bytea, value.data.data(), value.data.size(), true);
    }
    void operator()(const Uuid &value) const { out.addOwned(oid::uuid, binary(value), true); }
    void operator()(Timestamp value) const { out.addOwned(oid::timestamptz, binary(value), true); }

    void operator()(const Array<bool> &value) const
    {
        array(oid::booleanArray, oid::boolean, value);
    }
    void operator()(const Array<std::int64_t> &value) const
    {
        array(oid::int8Array, oid::int8, value);
    }
    void operator()(const Array<std::string> &value) const
    {
        array(oid::textArray, oid::text, value);
    }
    void operator()(const Array<Bytes> &value) const { array(oid::byteaArray, oid::bytea, value); }
    void operator()(const Array<Uuid> &value) const { array(oid::uuidArray, oid::uuid, value); }
    void operator()(const Array<Timestamp> &value) const
    {
        array(oid::timestamptzArray, oid::timestamptz, value);
    }
    void operator()(const Array<Json> &value) const { array(oid::jsonbArray, oid::jsonb, value); }
    void operator()(const Array<TextView> &value) const { array(oid::textArray, oid::text, value); }
    void operator()(const Array<BytesView> &value) const
    {
        array(oid::byteaArray, oid::bytea, value);
    }

    template <typename T>
    void array(std::uint32_t type, std::uint32_t elementType, const Array<T> &value) const
    {
        out.addOwned(type, binaryArray(elementType, value), true);
    }
};

namespace {

bool hasNulByte(const Parameter &parameter)
{
    const auto *given = std::get_if<Value>(&parameter);
    if (!given)
        return false;
    const Value &value = *given;
    const auto contains = [](const std::string &text) {
        return text.find('\0') != std::string::npos;
    };
    if (const auto *text = std::get_if<std::string>(&value))
        return contains(*text);
    const auto *json = std::get_if<Json>(&value);
    return json && contains(json->text);
}

} // namespace

Result<EncodedParameters> EncodedParameters::encode(const Parameters &parameters)
{
    if (parameters.size() > mostParameters)
        return failure(errorFor({"54023", "a statement takes at most 65535 parameters"}));
    if (std::any_of(parameters.begin(), parameters.end(), hasNulByte))
        return failure(errorFor({"22021", "a text parameter holds a NUL byte"}));
    EncodedParameters encoded;
    for (const Parameter &parameter : parameters)
        std::visit(ParameterEncoder{encoded}, parameter);
    return encoded;
}

void EncodedParameters::add(std::uint32_t type, const char *value, std::size_t length,
                            bool isBinary)
{
    m_types.push_back(type);
    m_values.push_back(value);
    m_lengths.push_back(static_cast<int>(length));
    m_formats.push_back(isBinary ? 1 : 0);
}

void EncodedParameters::addOwned(std::uint32_t type, std::string value, bool isBinary)
{
    const std::string &kept = m_owned.emplace_back(std::move(value));
    add(type, kept.data(), kept.size(), isBinary);
}

} // namespace gatehouse::postgres
