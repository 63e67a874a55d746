#pragma once

#include "models/bulk/bulkoperation.h"
#include "models/bulk/operationpace.h"
#include "models/collection/filter.h"
#include "services/admin_api/adminclient.h"
#include "ui/widgets/displayoptions.h"

#include <QTimer>
#include <QWidget>

namespace gatehouse::widgets {
class ElidedLabel;
class RateChart;
class Segmented;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// Above the items of one bulk operation: how it stands, its outcomes to choose from, and how fast
/// it was to be and was. Hidden while the list's filter names no operation. Reads again while it
/// goes on and is seen.
///
/// Object names: operationPanel, operationAbout, operationOutcomes, rateChart.
class OperationPanel : public QWidget
{
    Q_OBJECT

public:
    /// What is referred to outlives it.
    OperationPanel(AdminClient &api, widgets::DisplayOptions &display, QWidget *parent);

    /// What the list shows now.
    void setFilter(const collection::Filter &filter);
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

signals:
    /// An outcome was chosen: the list is to show these items.
    void chosen(const gatehouse::collection::Filter &filter);
    /// It stands otherwise than before, so its items do.
    void progressed();

private:
    QWidget *makeHead();
    void readPace(const QString &id);
    void readOther();
    void takeOperation(const Result<QJsonObject> &answer);
    void takePace(const Result<QJsonObject> &answer);
    void showPace();

    AdminClient &m_api;
    widgets::DisplayOptions &m_display;
    widgets::ElidedLabel *m_about = nullptr;
    widgets::Segmented *m_outcomes = nullptr;
    widgets::RateChart *m_chart;
    QTimer m_timer;
    QString m_id; ///< of the operation; empty: none
    bool m_isOver = false;
    bool m_isReading = false;
    QString m_said; ///< of the operation
    bulk::Pace m_pace;
};

} // namespace gatehouse::ui
