#include "models/collection/rowwriter.h"

#include <QDateTime>

namespace gatehouse::collection {

namespace {

constexpr qsizetype sortCell = -1;

} // namespace

RowWriter::RowWriter(const Descriptor &descriptor, const QStringList &columns, ExportFormat format)
    : m_text(columns, format)
{
    const QStringList read = descriptor.readColumns();
    for (const QString &column : columns)
        m_cells.push_back(column == descriptor.sortColumn ? sortCell : read.indexOf(column));
}

void RowWriter::append(const Row &row, std::string &out)
{
    m_text.setOutput(out);
    m_text.beginRow();
    for (const qsizetype cell : m_cells) {
        if (cell == sortCell)
            m_text.addTime(row.key.sort);
        else
            add(row.cells[std::size_t(cell)]);
    }
    m_text.endRow();
}

void RowWriter::add(const QVariant &cell)
{
    if (!cell.isValid())
        return m_text.addNull();
    switch (cell.typeId()) {
    case QMetaType::Bool:
        return m_text.addBoolean(cell.toBool());
    case QMetaType::Int:
    case QMetaType::LongLong:
        return m_text.addInteger(cell.toLongLong());
    case QMetaType::Double:
        return m_text.addReal(cell.toDouble());
    case QMetaType::QDateTime:
        return m_text.addPlain(cell.toDateTime().toUTC().toString(Qt::ISODateWithMs).toStdString());
    case QMetaType::QByteArray:
        return m_text.addBytes(cell.toByteArray().toStdString());
    default:
        return m_text.addText(cell.toString().toStdString());
    }
}

} // namespace gatehouse::collection
