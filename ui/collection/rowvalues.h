#pragma once

#include "models/collection/source.h"

#include <QString>

namespace gatehouse::ui {

/// A row's cells by the name of their column, and as text.
class RowValues
{
public:
    /// Both outlive the object.
    RowValues(const collection::Descriptor &descriptor, const collection::Row &row);

    /// Invalid when the column is NULL or not among those that are read.
    QVariant value(const QString &column) const;
    /// Plain text as it is copied: times exact (RFC 3339, UTC), numbers ungrouped, NULL empty.
    QString text(const QString &column) const;
    QString id() const;
    QString status() const;
    QString headline() const;
    /// "stripe, acme"
    QString subtitle() const;

private:
    const collection::Descriptor &m_descriptor;
    const collection::Row &m_row;
    QStringList m_columns;
};

/// The value of a cell as it is copied.
QString plainText(const QVariant &value);

} // namespace gatehouse::ui
