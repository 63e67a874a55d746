#include "models/collection/rowcells.h"

#include "services/postgres/oids.h"

#include <QDateTime>

#include <functional>

namespace gatehouse::collection {

namespace {

QVariant toVariant(std::monostate)
{
    return {};
}
QVariant toVariant(bool value)
{
    return value;
}
QVariant toVariant(std::int64_t value)
{
    return qint64(value);
}
QVariant toVariant(double value)
{
    return value;
}
QVariant toVariant(const std::string &value)
{
    return QString::fromStdString(value);
}
QVariant toVariant(const postgres::Bytes &value)
{
    return QByteArray(value.data.data(), qsizetype(value.data.size()));
}
QVariant toVariant(const Uuid &value)
{
    return QString::fromStdString(value.toString());
}
QVariant toVariant(Timestamp value)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(value);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC);
}
QVariant toVariant(const postgres::Json &value)
{
    return QString::fromStdString(value.text);
}

/// Arrays are shown, not computed with: their elements with commas between.
template <typename T>
QVariant toVariant(const postgres::Array<T> &values)
{
    QStringList texts;
    for (const std::optional<T> &value : values)
        texts += value ? toVariant(*value).toString() : QString();
    return texts.join(QStringLiteral(", "));
}

bool isText(std::uint32_t type)
{
    return type == postgres::oid::text || type == postgres::oid::varchar;
}

} // namespace

RowCells::RowCells(const postgres::Rows &rows)
    : m_rows(rows)
    , m_columns(std::size_t(rows.columnCount()))
{
    for (int column = 0; column < rows.columnCount(); ++column)
        m_columns[std::size_t(column)].isText = isText(rows.columnType(column));
}

const QVariant &RowCells::textCell(Column &column, std::string_view bytes)
{
    Text &text = column.made[std::hash<std::string_view>()(bytes) % column.made.size()];
    if (!text.made.isValid() || text.bytes != bytes)
        text = {bytes, QString::fromUtf8(bytes.data(), qsizetype(bytes.size()))};
    return text.made;
}

std::vector<QVariant> RowCells::of(int row)
{
    std::vector<QVariant> cells;
    cells.reserve(m_columns.size());
    for (int at = 0; at < m_rows.columnCount(); ++at) {
        Column &column = m_columns[std::size_t(at)];
        const auto bytes = column.isText ? m_rows.bytes(row, at) : std::nullopt;
        if (bytes)
            cells.push_back(textCell(column, *bytes));
        else
            cells.push_back(std::visit([](const auto &typed) { return toVariant(typed); },
                                       m_rows.value(row, at)));
    }
    return cells;
}

} // namespace gatehouse::collection
