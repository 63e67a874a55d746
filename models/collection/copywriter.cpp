#include "models/collection/copywriter.h"

#include "services/core/hex.h"
#include "services/core/uuid.h"
#include "services/postgres/decode.h"
#include "services/postgres/oids.h"
#include "services/postgres/timeformat.h"
#include "services/postgres/wire.h"

#include <QByteArrayView>
#include <QLocale>

#include <array>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace oid = postgres::oid;

namespace {

bool isText(std::string_view bytes)
{
    return bytes.find('\0') == std::string_view::npos
        && QByteArrayView(bytes.data(), qsizetype(bytes.size())).isValidUtf8();
}

std::string textOf(const postgres::Value &value);

/// Arrays are read, not computed with: their elements with commas between.
template <typename T>
std::string joined(const postgres::Array<T> &values)
{
    std::string text;
    for (std::size_t at = 0; at < values.size(); ++at) {
        text += at == 0 ? "" : ", ";
        if (values[at])
            text += textOf(postgres::Value(*values[at]));
    }
    return text;
}

struct ToText
{
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const
    {
        return QByteArray::number(value, 'g', QLocale::FloatingPointShortest).toStdString();
    }
    std::string operator()(const std::string &value) const { return value; }
    std::string operator()(const postgres::Bytes &value) const
    {
        return toHex(asBytes(value.data));
    }
    std::string operator()(const Uuid &value) const { return value.toString(); }
    std::string operator()(Timestamp value) const
    {
        return postgres::timestampText(postgres::toPostgresTime(value));
    }
    std::string operator()(const postgres::Json &value) const { return value.text; }
    template <typename T>
    std::string operator()(const postgres::Array<T> &values) const
    {
        return joined(values);
    }
};

std::string textOf(const postgres::Value &value)
{
    return std::visit(ToText(), value);
}

std::array<char, 36> uuidText(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 36> text;
    char *to = text.data();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (at == 4 || at == 6 || at == 8 || at == 10)
            *to++ = '-';
        const auto byte = static_cast<unsigned char>(bytes[at]);
        *to++ = digits[byte >> 4];
        *to++ = digits[byte & 0xF];
    }
    return text;
}

} // namespace

CopyWriter::CopyWriter(CopyLayout layout, ExportFormat format, privacy::Masker masker)
    : m_layout(std::move(layout))
    , m_text(m_layout.names, format)
    , m_masker(std::move(masker))
{
    for (qsizetype column = 0; column < m_layout.names.size(); ++column) {
        m_writers.push_back(column == m_layout.body
                                ? &CopyWriter::addBody
                                : writerOf(m_layout.types[std::size_t(column)]));
        m_paths.push_back("/event/" + m_layout.names[column].toStdString());
    }
}

CopyWriter::Add CopyWriter::writerOf(std::uint32_t type)
{
    switch (type) {
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name:
    case oid::json:
        return &CopyWriter::addText;
    case oid::uuid:
        return &CopyWriter::addUuid;
    case oid::timestamptz:
        return &CopyWriter::addTime;
    case oid::int8:
        return &CopyWriter::addInteger<std::int64_t>;
    case oid::int4:
        return &CopyWriter::addInteger<std::int32_t>;
    case oid::int2:
        return &CopyWriter::addInteger<std::int16_t>;
    case oid::boolean:
        return &CopyWriter::addBoolean;
    case oid::bytea:
        return &CopyWriter::addBytes;
    case oid::jsonb:
        return &CopyWriter::addJsonb;
    default:
        return &CopyWriter::addOther;
    }
}

void CopyWriter::append(std::span<const postgres::CopyField> row, std::string &out)
{
    if (m_masker.isOn())
        readOwner(row);
    m_text.setOutput(out);
    m_text.beginRow();
    for (std::size_t column = 0; column < m_writers.size(); ++column) {
        if (row[column])
            (this->*m_writers[column])(column, *row[column]);
        else
            m_text.addNull();
    }
    m_text.endRow();
}

void CopyWriter::readOwner(std::span<const postgres::CopyField> row)
{
    m_owner = {};
    for (qsizetype at = 0; at < m_layout.ownerColumns.size(); ++at) {
        const auto &field = row[m_writers.size() + std::size_t(at)];
        std::string &part =
            m_layout.ownerColumns[at] == "source"_L1 ? m_owner.source : m_owner.tenant;
        if (field)
            part = *field;
    }
}

template <typename Integer>
void CopyWriter::addInteger(std::size_t column, std::string_view bytes)
{
    if (const auto value = postgres::WireReader(bytes).integer<Integer>())
        m_text.addInteger(*value);
    else
        addOther(column, bytes);
}

void CopyWriter::addBoolean(std::size_t /*column*/, std::string_view bytes)
{
    m_text.addBoolean(!bytes.empty() && bytes.front() != 0);
}

void CopyWriter::addTime(std::size_t column, std::string_view bytes)
{
    if (const auto time = postgres::WireReader(bytes).integer<std::int64_t>())
        m_text.addTime(postgres::fromPostgresTime(*time));
    else
        addOther(column, bytes);
}

void CopyWriter::addBytes(std::size_t /*column*/, std::string_view bytes)
{
    m_text.addBytes(bytes);
}

void CopyWriter::addBody(std::size_t /*column*/, std::string_view bytes)
{
    if (m_masker.isOn())
        m_text.addText(m_masker.document(m_owner, "body", bytes).text);
    else if (isText(bytes))
        m_text.addText(bytes);
    else
        m_text.addText("\\x" + toHex(asBytes(bytes)));
}

void CopyWriter::addText(std::size_t column, std::string_view bytes)
{
    if (m_masker.isOn())
        m_text.addText(m_masker.value(m_owner, m_paths[column], bytes));
    else
        m_text.addText(bytes);
}

void CopyWriter::addUuid(std::size_t column, std::string_view bytes)
{
    if (bytes.size() != Uuid().bytes.size())
        return addOther(column, bytes);
    const std::array<char, 36> text = uuidText(bytes);
    addText(column, {text.data(), text.size()});
}

void CopyWriter::addJsonb(std::size_t column, std::string_view bytes)
{
    addText(column, bytes.substr(std::min<std::size_t>(bytes.size(), 1))); // behind its version
}

void CopyWriter::addOther(std::size_t column, std::string_view bytes)
{
    const postgres::Value value = postgres::decodeBinary(m_layout.types[column], bytes);
    if (const auto *number = std::get_if<double>(&value))
        m_text.addReal(*number);
    else if (const auto *integer = std::get_if<std::int64_t>(&value))
        m_text.addInteger(*integer);
    else
        addText(column, textOf(value));
}

} // namespace gatehouse::collection
