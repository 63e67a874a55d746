#pragma once

#include "models/bulk/bulkoperation.h"
#include "services/admin_api/adminclient.h"
#include "ui/collection/actiondialog.h"

#include <QTimer>

class QCheckBox;
class QSpinBox;

namespace gatehouse::widgets {
class KeyValueView;
class Segmented;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What can be done to many rows of a list.
struct BulkChoice
{
    QString action; ///< as the API calls it
    QString title; ///< "Re-enqueue"
    QString question; ///< "Re-enqueue dead letters in %1?": where
    QString capability; ///< that whoami must list besides "bulk"
    bool isDestructive = false;
};

/// Asks what is done to many rows, to which and how fast, and shows what that comes to: the gateway
/// plans it anew whenever something changes, and only a plan can be confirmed. Window-modal; open
/// it with open(); deletes itself.
///
/// Object names: those of ActionDialog, and bulkAction, bulkRows, bulkRate, bulkRamp, bulkStop,
/// bulkPlan, bulkCounts.
class BulkDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// Which rows it may be about.
    struct Rows
    {
        std::vector<Uuid> selected; ///< two and more are offered
        collection::Filter filter;
        QString filtered; ///< "All that the filter lets through"
    };

    /// `api` outlives it.
    BulkDialog(AdminClient &api, const collection::Descriptor &descriptor,
               const QList<BulkChoice> &choices, Rows rows, const Environment &environment,
               QWidget *parent);

    /// As it stands, to be started.
    bulk::Wish wish() const;
    /// Of what is wished.
    const BulkChoice &choice() const;

private:
    void addChoices();
    void addRows();
    void addPace();
    void edited();
    void plan();
    void takePlan(const bulk::Wish &of, const Result<QJsonObject> &answer);
    void showPlan(const bulk::Plan &plan);

    AdminClient &m_api;
    collection::Descriptor m_descriptor;
    QList<BulkChoice> m_choices;
    Rows m_from;
    QString m_where;
    widgets::Segmented *m_action = nullptr; ///< nullptr: there is but one
    widgets::Segmented *m_rows = nullptr; ///< nullptr: likewise
    QSpinBox *m_rate = nullptr;
    QCheckBox *m_ramp = nullptr;
    QSpinBox *m_stop = nullptr;
    QLabel *m_plan = nullptr;
    widgets::KeyValueView *m_counts = nullptr;
    QTimer m_delay; ///< a number is typed digit by digit
};

} // namespace gatehouse::ui
