#pragma once

#include "ui/collection/detailtab.h"

class QLabel;
class QStandardItemModel;

namespace gatehouse::widgets {
class KeyValueView;
class TableView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What an entry of the ledger says of the change: why, from where, before and after. Everything
/// comes with the row.
///
/// Object names: changeFacts, changeTable, changeNote, changeBeside.
class ChangeTab : public DetailTab
{
    Q_OBJECT

public:
    explicit ChangeTab(QWidget *parent);

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;

private:
    QWidget *makePage();
    widgets::TableView *makeTable(QWidget *parent);
    void showValues(const QString &detail);

    QStandardItemModel *m_model;
    widgets::KeyValueView *m_facts = nullptr;
    widgets::TableView *m_table = nullptr;
    QLabel *m_note = nullptr;
    widgets::KeyValueView *m_beside = nullptr;
    QString m_detail;
};

} // namespace gatehouse::ui
