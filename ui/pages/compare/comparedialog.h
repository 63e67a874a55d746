#pragma once

#include "models/collection/source.h"
#include "services/compare/differences.h"
#include "ui/pages/tabs/detailreader.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QStandardItemModel;

namespace gatehouse::widgets {
class TableView;
}

namespace gatehouse::ui {

/// One of two events, with what it brought along.
struct ComparedEvent
{
    QString title; ///< "charge.refunded, 14:31:02"
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
    void makeTable(const QString &left, const QString &right);
    void fill(bool all);
    QString asText() const;

    QString m_left, m_right;
    QList<compare::Difference> m_values;
    bool m_isCut = false;
    QStandardItemModel *m_model;
    widgets::TableView *m_table;
    QLabel *m_count;
    QCheckBox *m_all;
};

} // namespace gatehouse::ui
