#include "ui/collection/rowvalues.h"

#include "models/collection/rowid.h"

#include <QDateTime>

namespace gatehouse::ui {

RowValues::RowValues(const collection::Descriptor &descriptor, const collection::Row &row)
    : m_descriptor(descriptor)
    , m_row(row)
    , m_columns(descriptor.readColumns())
{
}

QVariant RowValues::value(const QString &column) const
{
    const qsizetype index = m_columns.indexOf(column);
    if (index < 0 || index >= static_cast<qsizetype>(m_row.cells.size()))
        return {};
    return m_row.cells[static_cast<std::size_t>(index)];
}

QString RowValues::text(const QString &column) const
{
    return plainText(value(column));
}

QString RowValues::id() const
{
    return collection::idText(m_descriptor, m_row.key.id);
}

QString RowValues::status() const
{
    const QString &shown = m_descriptor.shownStatusColumn;
    return text(shown.isEmpty() ? m_descriptor.statusColumn : shown);
}

QString RowValues::headline() const
{
    const QString headline = text(m_descriptor.headline);
    return headline.isEmpty() ? m_descriptor.singular : headline;
}

QString RowValues::subtitle() const
{
    QStringList parts;
    for (const QString &column : m_descriptor.subtitle) {
        if (const QString part = text(column); !part.isEmpty())
            parts.append(part);
    }
    return parts.join(QStringLiteral(", "));
}

QString plainText(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QDateTime:
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    case QMetaType::QByteArray:
        return QString::fromLatin1(value.toByteArray().toHex());
    case QMetaType::Double:
        return QString::number(value.toDouble(), 'g', 15);
    default:
        return value.toString();
    }
}

} // namespace gatehouse::ui
