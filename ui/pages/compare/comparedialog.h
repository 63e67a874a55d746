#pragma once

#include "models/collection/source.h"
#include "ui/pages/tabs/detailreader.h"

#include <QDialog>

class QCheckBox;
class QLabel;

namespace gatehouse::ui {

class DifferenceTable;

/// One of two events, with what it brought along.
struct ComparedEvent
{
    QString title; ///< "2026-11-27 14:31:02.123 UTC, charge.refunded"
    collection::Row row;
    EventPayload payload;
};

/// What two events have not in common: their facts, headers and payload, value by value. Not modal;
/// deletes itself.
///
/// Object names: compareDialog, compareTable, compareAll, compareCount, compareCopy.
class CompareDialog : public QDialog
{
    Q_OBJECT

public:
    CompareDialog(const collection::Descriptor &descriptor, const ComparedEvent &left,
                  const ComparedEvent &right, QWidget *parent);

private:
    QString asText() const;

    QString m_left, m_right;
    DifferenceTable *m_table;
    QLabel *m_count;
    QCheckBox *m_all;
};

} // namespace gatehouse::ui
