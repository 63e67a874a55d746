#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

class QLabel;
class QStandardItemModel;

namespace gatehouse::widgets {
class HeadersView;
class KeyValueView;
class PayloadView;
class TableView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// Each try of the row's job, or of all jobs of the row's event, newest first, and what was sent
/// and answered in the selected one. A row that is a try itself has no table.
///
/// Object names: triesTable, tryParts.
class DeliveriesTab : public ReadingTab
{
    Q_OBJECT

public:
    /// `idColumn` holds the id of what `owner` says; `display` outlives the tab.
    DeliveriesTab(std::shared_ptr<DetailReader> reader, TriesOf owner, QString idColumn,
                  const widgets::DisplayOptions &display, QWidget *parent);

    QString title() const override;
    bool find() override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    QWidget *makeTable();
    QWidget *makeParts();
    void showTries(const QList<DeliveryTry> &tries);
    void showTry(int row);

    std::shared_ptr<DetailReader> m_reader;
    TriesOf m_owner;
    const widgets::DisplayOptions &m_display;
    QList<DeliveryTry> m_tries;
    QStandardItemModel *m_model;
    widgets::TableView *m_table = nullptr;
    widgets::KeyValueView *m_facts = nullptr;
    widgets::PayloadView *m_answer = nullptr;
    widgets::HeadersView *m_answered = nullptr;
    widgets::HeadersView *m_sent = nullptr;
};

} // namespace gatehouse::ui
